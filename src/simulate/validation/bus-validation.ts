import type { Engine } from '../../engine/engine.ts';
import { isObject, type JsonObject, parseJson, scalarText } from '../../json.ts';
import { Fields } from '../fields.ts';
import { adding, first, insteadOf, type Refusal } from './refusal.ts';

const FIELD = 'event-bus/field-required';

/**
 * Everything for which the controller refuses an EventBus, in its order and words; its event sources and sensors then
 * wait for `eventbus not ready`. The controller says the first and stops. Fields of a wrong type count as absent.
 * Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).
 *
 * @param object The whole EventBus, its path the resource's root.
 */
export function* busRefusals(object: Fields): Iterable<Refusal> {
  const spec = object.object('spec') ?? new Fields({}, ['spec']);
  const names = ['nats', 'jetstream', 'kafka', 'jetstreamExotic'];
  const kinds = names.map((kind) => spec.object(kind));
  const [nats, jetstream, kafka, exotic] = kinds;
  if (kinds.every((kind) => kind === undefined)) {
    yield {
      rule: 'event-bus/no-kind',
      message:
        'invalid spec: either "nats", "jetstream", "jetstreamExotic", or "kafka" needs to be specified',
      path: spec.path,
      keys: names,
      help: 'add a kind, such as "jetstream: {version: latest}"',
    };
  }
  if (nats !== undefined) yield* natsRefusals(nats);
  if (jetstream !== undefined) yield* jetstreamRefusals(jetstream);
  if (kafka !== undefined) yield* withUrl(kafka, 'spec.kafka.url');
  if (exotic !== undefined) yield* withUrl(exotic, 'spec.jetstreamExotic.url');
}

/** What the controller says of an EventBus; undefined when it takes it. */
export function refusedBus(object: JsonObject): Refusal | undefined {
  return first(busRefusals(new Fields(object)));
}

function* natsRefusals(nats: Fields): Iterable<Refusal> {
  const [native, exotic] = [nats.object('native'), nats.object('exotic')];
  const { path } = nats;
  if (native !== undefined && exotic !== undefined) {
    const message = '"spec.nats.native" and "spec.nats.exotic" can not be defined together';
    const help = 'remove "exotic" to have NATS Streaming installed, or "native" to use one that runs already';
    yield { rule: 'event-bus/nats-ambiguous', message, path, help };
  } else if (native === undefined && exotic === undefined) {
    const message = 'either "native" or "exotic" must be defined';
    const help = 'add "native: {}" to have NATS Streaming installed';
    yield { rule: 'event-bus/nats-empty', message, path, keys: ['native', 'exotic'], help };
  }
  if (exotic === undefined) return;
  const { clusterID } = exotic.value;
  if (clusterID === undefined || clusterID === null) {
    const message = '"spec.nats.exotic.clusterID" is missing';
    yield { rule: FIELD, message, path: exotic.path, keys: ['clusterID'], help: 'add "clusterID"' };
  }
  yield* withUrl(exotic, 'spec.nats.exotic.url');
}

function* jetstreamRefusals(jetstream: Fields): Iterable<Refusal> {
  const { path } = jetstream;
  if (jetstream.text('version') === '') {
    yield {
      rule: FIELD,
      message: 'invalid spec: a version for jetstream needs to be specified',
      path,
      keys: ['version'],
      help: 'add "version: latest", or a version that the controller is configured with',
      ...adding(jetstream, 'version', 'latest', false),
    };
  }
  const { replicas } = jetstream.value;
  if (typeof replicas !== 'number' || (replicas !== 2 && replicas > 0)) return;
  const at = [...path, 'replicas'];
  yield {
    rule: 'event-bus/replicas-refused',
    message: 'invalid spec: a jetstream eventbus requires 1 replica or >= 3 replicas',
    path: at,
    help: 'three servers keep the events when one of them is lost',
    ...(replicas === 2 && insteadOf(at, 3, false)),
  };
}

function* withUrl(fields: Fields, name: string): Iterable<Refusal> {
  if (fields.text('url') !== '') return;
  yield {
    rule: FIELD,
    message: `"${name}" is missing`,
    path: fields.path,
    keys: ['url'],
    help: 'add "url"',
  };
}

export type Broken = Pick<Refusal, 'message' | 'path'>;

/**
 * A bus that the controller takes and that works for nobody: one server cannot keep the three copies that a stream
 * has unless `streamConfig` says otherwise.
 * Source: argo-events manifests (argo-events-controller-config, jetstream.streamConfig), nats-server (stream.go).
 */
export function brokenStream(object: JsonObject, engine: Engine): Broken | undefined {
  const jetstream = new Fields(object).object('spec')?.object('jetstream');
  if (jetstream === undefined || jetstream.value['replicas'] !== 1) return undefined;
  const path = [...jetstream.path, 'replicas'];
  const [answer] = engine.ask([{ op: 'yamlToJson', yaml: jetstream.text('streamConfig') }]);
  if (!answer.ok) return undefined;
  const config = parseJson(answer.value);
  // The reader of these settings does not mind letter case: github.com/spf13/viper.
  const own = isObject(config)
    ? Object.entries(config).find(([key]) => key.toLowerCase() === 'replicas')
    : undefined;
  if (own !== undefined && Number(scalarText(own[1])) === 1) return undefined;
  return { message: 'nats: replicas > 1 not supported in non-clustered mode', path };
}
