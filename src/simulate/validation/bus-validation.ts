import type { Engine } from '../../engine/engine.ts';
import { isObject, type JsonObject } from '../../json.ts';
import { Fields } from '../fields.ts';
import type { Refusal } from './refusal.ts';

/**
 * Why the controller refuses an EventBus, in its order and words; its event sources and sensors then wait for
 * `eventbus not ready`. Undefined when it takes the bus. Fields of a wrong type count as absent.
 * Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).
 *
 * @param object The whole EventBus, as written.
 */
export function refusedBus(object: JsonObject): Refusal | undefined {
  const spec = new Fields(object).object('spec') ?? new Fields({}, ['spec']);
  const kinds = ['nats', 'jetstream', 'kafka', 'jetstreamExotic'].map((kind) => spec.object(kind));
  const [nats, jetstream, kafka, exotic] = kinds;
  if (kinds.every((kind) => kind === undefined)) {
    const message =
      'invalid spec: either "nats", "jetstream", "jetstreamExotic", or "kafka" needs to be specified';
    return { message, path: spec.path };
  }
  return (
    (nats && refusedNats(nats)) ??
    (jetstream && refusedJetstream(jetstream)) ??
    (kafka && withoutUrl(kafka, 'spec.kafka.url')) ??
    (exotic && withoutUrl(exotic, 'spec.jetstreamExotic.url'))
  );
}

function refusedNats(nats: Fields): Refusal | undefined {
  const [native, exotic] = [nats.object('native'), nats.object('exotic')];
  if (native !== undefined && exotic !== undefined) {
    const message = '"spec.nats.native" and "spec.nats.exotic" can not be defined together';
    return { message, path: nats.path };
  }
  if (exotic === undefined) {
    if (native !== undefined) return undefined;
    return { message: 'either "native" or "exotic" must be defined', path: nats.path };
  }
  const { clusterID } = exotic.value;
  if (clusterID === undefined || clusterID === null) {
    return { message: '"spec.nats.exotic.clusterID" is missing', path: exotic.path };
  }
  return withoutUrl(exotic, 'spec.nats.exotic.url');
}

function refusedJetstream(jetstream: Fields): Refusal | undefined {
  if (jetstream.text('version') === '') {
    return { message: 'invalid spec: a version for jetstream needs to be specified', path: jetstream.path };
  }
  const { replicas } = jetstream.value;
  if (typeof replicas !== 'number' || (replicas !== 2 && replicas > 0)) return undefined;
  const message = 'invalid spec: a jetstream eventbus requires 1 replica or >= 3 replicas';
  return { message, path: [...jetstream.path, 'replicas'] };
}

function withoutUrl(fields: Fields, name: string): Refusal | undefined {
  return fields.text('url') === '' ? { message: `"${name}" is missing`, path: fields.path } : undefined;
}

/**
 * A bus that the controller takes and that works for nobody: one server cannot keep the three copies that a stream
 * has unless `streamConfig` says otherwise.
 * Source: argo-events manifests (argo-events-controller-config, jetstream.streamConfig), nats-server (stream.go).
 */
export function brokenStream(object: JsonObject, engine: Engine): Refusal | undefined {
  const jetstream = new Fields(object).object('spec')?.object('jetstream');
  if (jetstream === undefined || Number(jetstream.value['replicas']) !== 1) return undefined;
  const path = [...jetstream.path, 'replicas'];
  const [answer] = engine.ask([{ op: 'yamlToJson', yaml: jetstream.text('streamConfig') }]);
  if (!answer.ok) return undefined;
  const config: unknown = JSON.parse(answer.value);
  // The reader of these settings does not mind letter case: github.com/spf13/viper.
  const own = isObject(config as JsonObject)
    ? Object.entries(config as JsonObject).find(([key]) => key.toLowerCase() === 'replicas')
    : undefined;
  if (own !== undefined && Number(own[1]) === 1) return undefined;
  return { message: 'nats: replicas > 1 not supported in non-clustered mode', path };
}
