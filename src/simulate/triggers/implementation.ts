import { encodeGo, isObject, type JsonObject, objectAt } from '../../json.ts';
import { TRIGGER_KINDS, type TriggerKind } from '../../model/kinds/sensor.ts';
import { decode } from '../go-struct.ts';
import { parsed } from '../object-json.ts';
import { argoWorkflow } from './argo-workflow.ts';
import { http } from './http.ts';
import { k8s } from './k8s.ts';
import {
  awsLambda,
  azureEventHubs,
  azureServiceBus,
  custom,
  kafka,
  nats,
  openWhisk,
  pulsar,
} from './message.ts';
import { email, log, slack } from './notification.ts';
import { parameterized } from './resource-parameters.ts';
import { type Executed, kindPlace, type Round } from './round.ts';
import { kindShape } from './trigger-shape.ts';

/** `template` has the type's parameters applied, `written` has not. */
type Implementation = (round: Round, template: JsonObject, written: JsonObject) => Executed;

interface Kind {
  readonly run: Implementation;
  /**
   * How the error begins when the type's parameters made something that its Go type cannot hold; undefined when the
   * parameters are not applied to the template: they go to a fetched object, or there are none.
   */
  readonly misfit?: string;
}

function misfit(name: string, separator = ','): string {
  return `failed to unmarshal the updated ${name} trigger resource after applying resource parameters${separator}`;
}

const KINDS: Readonly<Record<TriggerKind, Kind>> = {
  k8s: { run: k8s },
  argoWorkflow: { run: argoWorkflow },
  http: { run: http, misfit: misfit('http') },
  awsLambda: { run: awsLambda, misfit: misfit('aws lambda') },
  azureEventHubs: { run: azureEventHubs, misfit: misfit('azure event hubs') },
  azureServiceBus: { run: azureServiceBus, misfit: misfit('azure service bus') },
  kafka: { run: kafka, misfit: misfit('kafka', '.') },
  pulsar: { run: pulsar, misfit: misfit('pulsar') },
  nats: { run: nats, misfit: misfit('nats') },
  slack: { run: slack, misfit: misfit('Slack') },
  openWhisk: { run: openWhisk, misfit: misfit('OpenWhisk') },
  custom: { run: custom },
  log: { run: log },
  email: { run: email, misfit: misfit('Email') },
};

/** The kind that the sensor picks: the first that is there. Source: argo-events pkg/sensors/trigger.go (GetTrigger). */
export function kindOf(template: JsonObject): TriggerKind | undefined {
  return TRIGGER_KINDS.find((kind) => objectAt(template, kind) !== undefined);
}

/** Fetches, parameterizes and executes. Source: argo-events pkg/sensors/listener.go (triggerOne). */
export function execute(round: Round, kind: TriggerKind, template: JsonObject): Executed {
  const written = objectAt(template, kind) ?? {};
  const { run, misfit: prefix } = KINDS[kind];
  if (prefix === undefined) return run(round, written, written);
  const { parameters } = written;
  if (!Array.isArray(parameters) || parameters.length === 0) return run(round, written, written);
  const applied = parameterized(
    round,
    encodeGo(written),
    parameters,
    ['template', kind, 'parameters'],
    `${kind} parameters`,
  );
  if (!applied.ok) return { failure: applied.failure, summary: applied.failure.error };
  const value = parsed(applied.json);
  const decoded = decode(isObject(value) ? value : {}, kindShape(kind));
  if (!decoded.ok) {
    const error = `${prefix} ${decoded.error}`;
    return { failure: { kind: 'error', error }, summary: error, at: kindPlace(round, kind, 'parameters') };
  }
  return run(round, decoded.value, written);
}
