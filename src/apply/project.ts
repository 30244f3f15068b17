import type { Call, Cluster, ObjectName } from '../cluster/cluster.ts';
import { ClusterError } from '../cluster/cluster-error.ts';
import { metadataOf } from '../cluster/object.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';

/** Which project an object belongs to. Only what carries it is ever pruned. */
export const PROJECT_LABEL = 'argoflow/project';

/** The label as it is on an object. */
export function projectOf(object: JsonObject): string | undefined {
  const labels = metadataOf(object)['labels'];
  const project = isObject(labels) ? labels[PROJECT_LABEL] : undefined;
  return typeof project === 'string' ? project : undefined;
}

/**
 * The object as it is sent: what is applied without a project stays that of the project that it belongs to.
 * Throws a ClusterError (`conflict`) for an object of another project.
 */
export function keepingProject(
  object: JsonObject,
  live: JsonObject | undefined,
  project: string | undefined,
): JsonObject {
  const owner = live === undefined ? undefined : projectOf(live);
  if (owner === undefined || owner === project) return object;
  if (project !== undefined) {
    const help = 'delete it there, or give it another name';
    throw new ClusterError('conflict', `it belongs to project "${owner}"`, help);
  }
  const metadata = metadataOf(object);
  const labels = isObject(metadata['labels']) ? metadata['labels'] : {};
  return { ...object, metadata: { ...metadata, labels: { ...labels, [PROJECT_LABEL]: owner } } };
}

/**
 * Why an object is left as it is: one EventBus serves all flows of a namespace, and a change meant for one of them rolls
 * its servers, or asks for replicas that the streams on it do not have. Undefined: it is the project's, or nobody's.
 * Source: argo-events pkg/eventbus/jetstream/base/jetstream.go (an existing stream is taken as it is).
 */
export function sharedWith(live: JsonObject, project: string | undefined): string | undefined {
  const owner = projectOf(live);
  if (live['kind'] !== 'EventBus' || owner === undefined || owner === project) return undefined;
  return `it belongs to project "${owner}", and serves all flows of the namespace`;
}

/** Throws a UserError (usage) for a name that a label and a ConfigMap cannot have. */
export function checkProject(project: string): void {
  if (/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(project)) return;
  throw new UserError(
    'usage',
    `"${project}" is no name for a project`,
    'up to 40 lower case letters, digits and dashes, with a letter or digit at both ends',
  );
}

/** The ConfigMap that says what a project has applied; it lives in the namespace of the connection. */
export function inventoryName(project: string, namespace: string): ObjectName {
  return { apiVersion: 'v1', kind: 'ConfigMap', namespace, name: `argoflow-project-${project}` };
}

/** What the project has applied so far; empty for a new one. */
export async function readInventory(
  cluster: Cluster,
  project: string,
  call: Call,
): Promise<readonly ObjectName[]> {
  const found = await cluster.get(inventoryName(project, cluster.namespace), call);
  if (found === undefined) return [];
  const written = valueAt(found, ['data', 'objects']);
  const names = typeof written === 'string' ? parse(written) : undefined;
  if (names !== undefined) return names;
  const { namespace, name } = inventoryName(project, cluster.namespace);
  throw new UserError(
    'work',
    `ConfigMap "${namespace}/${name}" does not say what project "${project}" has applied: somebody changed it`,
    'restore it; or delete it, and nothing that was applied before is pruned any more',
  );
}

/** The inventory as an object to apply. */
export function inventoryObject(
  project: string,
  namespace: string,
  names: readonly ObjectName[],
): JsonObject {
  const { apiVersion, kind, name } = inventoryName(project, namespace);
  const objects = `[\n${names.map((object) => `  ${JSON.stringify(object)}`).join(',\n')}\n]\n`;
  return {
    apiVersion,
    kind,
    metadata: { name, namespace, labels: { [PROJECT_LABEL]: project } },
    data: { objects },
  };
}

/** One text for each object, whatever its version. */
export function keyOf({ apiVersion, kind, namespace, name }: ObjectName): string {
  const slash = apiVersion.indexOf('/');
  return [slash === -1 ? '' : apiVersion.slice(0, slash), kind, namespace, name].join('|');
}

function parse(text: string): readonly ObjectName[] | undefined {
  let value: JsonValue;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isArray(value)) return undefined;
  const names: ObjectName[] = [];
  for (const item of value) {
    if (!isObject(item)) return undefined;
    const { apiVersion, kind, namespace, name } = item;
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
    if (typeof namespace !== 'string' || typeof name !== 'string') return undefined;
    names.push({ apiVersion, kind, namespace, name });
  }
  return names;
}
