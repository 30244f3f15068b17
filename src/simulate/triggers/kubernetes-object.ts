import { type JsonObject, objectAt, textAt, withMembers } from '../../json.ts';
import type { Model } from '../../model/model.ts';

/** A kind's group, version and plural name, as the sensor guesses them from the object. */
export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** Source: argo-events pkg/sensors/triggers/triggers.go; apimachinery runtime/schema/group_version.go. */
export function groupVersionResource(object: JsonObject): GroupVersionResource {
  const apiVersion = textAt(object, 'apiVersion');
  const slash = apiVersion.indexOf('/');
  if (apiVersion.split('/').length > 2) return { group: '', version: '', resource: '' };
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
    resource: pluralOf(textAt(object, 'kind')),
  };
}

/**
 * The regular English plural in lower case; `Endpoints` becomes `endpointses`, which no API server knows.
 * Source: k8s.io/gengo namer/plural_namer.go.
 */
export function pluralOf(kind: string): string {
  if (kind === 'EventBus') return 'eventbus';
  const singular = kind.toLowerCase();
  if (kind.length < 2) return singular;
  const last = kind.at(-1) ?? '';
  const before = kind.at(-2) ?? '';
  if ('sxz'.includes(last)) return `${singular}es`;
  if (last === 'h') return 'cs'.includes(before) ? `${singular}es` : `${singular}s`;
  if (last === 'y') return 'aeiou'.includes(before) ? `${singular}s` : `${singular.slice(0, -1)}ies`;
  if (last === 'e' && before === 'f') return `${singular.slice(0, -2)}ves`;
  if (last === 'f') return `${singular.slice(0, -1)}ves`;
  return `${singular}s`;
}

/**
 * The name under which a kind is served where it is known to be another one than the guess. `Endpoints` is the only
 * one among the kinds of Kubernetes that can be created; a CustomResourceDefinition of the manifests names its own.
 * Source: k8s.io/api core/v1 (endpoints); apiextensions v1 spec.names.plural.
 */
export function servedElsewhere(
  object: JsonObject,
  guess: GroupVersionResource,
  model: Model,
): string | undefined {
  const kind = textAt(object, 'kind');
  if (guess.group === '' && kind === 'Endpoints') return 'endpoints';
  for (const { kind: of, value } of model.resources) {
    if (of !== 'CustomResourceDefinition') continue;
    const spec = objectAt(value, 'spec');
    const names = objectAt(spec, 'names');
    if (textAt(spec, 'group') !== guess.group || textAt(names, 'kind') !== kind) continue;
    const plural = textAt(names, 'plural');
    return plural === '' || plural === guess.resource ? undefined : plural;
  }
  return undefined;
}

/** `workflows.argoproj.io`, as API errors name a resource. */
export function qualified({ group, resource }: GroupVersionResource): string {
  return group === '' ? resource : `${resource}.${group}`;
}

const CLUSTER_SCOPED: ReadonlySet<string> = new Set([
  'namespaces',
  'nodes',
  'persistentvolumes',
  'clusterroles',
  'clusterrolebindings',
]);

/** The only kinds that a k8s trigger gives no namespace. Source: standard-k8s.go (clusterResources). */
export function isClusterScoped({ resource }: GroupVersionResource): boolean {
  return CLUSTER_SCOPED.has(resource);
}

export function metadataText(object: JsonObject, key: 'name' | 'generateName' | 'namespace'): string {
  return textAt(objectAt(object, 'metadata'), key);
}

function withMetadata(object: JsonObject, members: JsonObject): JsonObject {
  const metadata = objectAt(object, 'metadata') ?? {};
  return withMembers(object, { metadata: withMembers(metadata, members) });
}

/** SetNamespace: an empty namespace takes the field away. */
export function withNamespace(object: JsonObject, namespace: string): JsonObject {
  const metadata = objectAt(object, 'metadata');
  if (namespace === '' && metadata === undefined) return object;
  return withMembers(object, {
    metadata: withMembers(metadata ?? {}, { namespace: namespace === '' ? undefined : namespace }),
  });
}

/** The labels by which the object's events, sensor and trigger can be found again. */
export function withOriginLabels(
  object: JsonObject,
  sensor: string,
  trigger: string,
  now: string,
): JsonObject {
  const labels = objectAt(objectAt(object, 'metadata'), 'labels');
  // GetLabels gives nothing at all when one of the labels is not a text.
  const kept =
    labels !== undefined && Object.values(labels).every((v) => typeof v === 'string') ? labels : {};
  return withMetadata(object, {
    labels: withMembers(kept, {
      'events.argoproj.io/sensor': sensor,
      'events.argoproj.io/trigger': trigger,
      'events.argoproj.io/action-timestamp': String(Date.parse(now)),
    }),
  });
}

/** Why the API server refuses a text as a label's value. Source: apimachinery util/validation/validation.go. */
export function labelProblem(value: string): string | undefined {
  if (value.length > 63) return `must be no more than 63 bytes`;
  if (/^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/.test(value)) return undefined;
  return 'a valid label must be an empty string or consist of alphanumeric characters, "-", "_" or "."';
}
