import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { parseYaml } from '../yaml/parse.ts';

/** The EventBus that was asked for. */
export interface BusRequest {
  /** As on the command line: `jetstream`, `jetstream-2.10.29`, `kafka:broker:9092`, `native`, `none`. */
  readonly bus: string;
  /** Servers of the bus. */
  readonly replicas: number;
  /** Size of the volume of each server, such as `10Gi`; undefined keeps events in the Pod. */
  readonly storage: string | undefined;
  readonly namespace: string;
}

/** The EventBus `default` as an object; undefined for `none`. Throws a UserError (usage). */
export function eventBus(request: BusRequest, controllerConfig: string | undefined): JsonObject | undefined {
  const spec = specOf(request, controllerConfig);
  if (spec === undefined) return undefined;
  const { namespace } = request;
  // Event sources and sensors that name no bus use this one.
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'EventBus',
    metadata: { name: 'default', namespace },
    spec,
  };
}

function specOf(request: BusRequest, config: string | undefined): JsonObject | undefined {
  const { bus } = request;
  if (bus === 'none') return undefined;
  if (bus === 'native')
    return { nats: { native: { replicas: stanReplicas(request.replicas), auth: 'token' } } };
  const [, url] = /^kafka:(.+)$/.exec(bus) ?? [];
  if (url !== undefined) return { kafka: { url } };
  const [, version] = /^jetstream(?:-(.+))?$/.exec(bus) ?? [undefined, ''];
  if (version === '') {
    throw new UserError(
      'usage',
      `"${bus}" is no bus`,
      'use jetstream, jetstream-VERSION, kafka:HOST:PORT, native or none',
    );
  }
  return { jetstream: jetStream(request, pinned(version, config)) };
}

/**
 * The stream must not have more replicas than there are servers: the controller's default is 3, and then no client
 * can make its stream. Sources: argo-events manifests/base/argo-events-cm.yaml, pkg/reconciler/eventbus/validate.go.
 */
function jetStream({ replicas, storage }: BusRequest, version: string): JsonObject {
  if (replicas < 1 || replicas === 2) {
    throw new UserError('usage', `a JetStream bus cannot have ${replicas} servers`, 'use 1, or 3 and more');
  }
  return {
    version,
    replicas,
    streamConfig: `replicas: ${replicas < 3 ? 1 : 3}\n`,
    ...(storage !== undefined && { persistence: { accessMode: 'ReadWriteOnce', volumeSize: storage } }),
  };
}

/** Servers of a NATS Streaming bus: fewer are raised to 3. Source: argo-events pkg/reconciler/eventbus/installer/nats.go. */
export function stanReplicas(replicas: number): number {
  return Math.max(replicas, 3);
}

/**
 * A version that the controller of that configuration offers. `latest` moves with every upgrade and rolls the bus, so
 * it is replaced by the version that has its image.
 */
function pinned(version: string | undefined, config: string | undefined): string {
  if (config === undefined) {
    if (version !== undefined) return version;
    const help = "name one that the cluster's controller offers: --bus jetstream-VERSION";
    throw new UserError('usage', 'the manifests do not say which versions of JetStream there are', help);
  }
  const offered = jetStreamVersions(config);
  if (version !== undefined && version !== 'latest') {
    if (offered.some(({ name }) => name === version)) return version;
    const names = offered.map(({ name }) => name);
    const near = nearest(version, names);
    throw new UserError(
      'usage',
      `the controller has no JetStream "${version}"${didYouMean(near)}`,
      `it has ${names.join(', ')}`,
    );
  }
  const latest = offered.find(({ name }) => name === 'latest');
  const same = offered.find(({ name, image }) => name !== 'latest' && image === latest?.image);
  const chosen = same ?? latest ?? offered.at(-1);
  if (chosen === undefined) throw new UserError('work', "the controller's configuration offers no JetStream");
  return chosen.name;
}

export interface JetStreamVersion {
  readonly name: string;
  readonly image: JsonValue;
}

/** What a controller's configuration offers, in its order. */
export function jetStreamVersions(config: string): readonly JetStreamVersion[] {
  const value = parseYaml(config, 'controller-config.yaml').documents[0]?.value ?? null;
  const versions = valueAt(value, ['eventBus', 'jetstream', 'versions']);
  return (isArray(versions) ? versions : []).flatMap((entry) =>
    isObject(entry) && entry['version'] !== undefined
      ? [{ name: String(entry['version']), image: entry['natsImage'] ?? null }]
      : [],
  );
}
