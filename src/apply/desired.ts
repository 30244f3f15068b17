import type { Call, Cluster, ObjectName } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { metadataOf } from '../cluster/object.ts';
import { UserError } from '../errors.ts';
import { isObject, type JsonObject, valueAt } from '../json.ts';
import type { Resource } from '../model/resource.ts';
import { inOrder } from './order.ts';
import { keyOf, PROJECT_LABEL } from './project.ts';

/** An object as it is to be. */
export interface Desired {
  readonly name: ObjectName;
  readonly object: JsonObject;
  /** Its kind is not served yet: a CustomResourceDefinition of the same files brings it. */
  readonly pending: boolean;
}

/**
 * What the files want, in the order to apply it: each object once (the last one that is written, as when all are
 * applied), with its namespace, with the project's label, without what only the cluster writes.
 * Throws a UserError for an object without a name, and a ClusterError for a kind that nobody serves.
 */
export async function desiredObjects(
  resources: readonly Resource[],
  project: string | undefined,
  cluster: Cluster,
  call: Call,
): Promise<readonly Desired[]> {
  const coming = comingKinds(resources);
  const desired = new Map<string, Desired>();
  for (const resource of resources) {
    const { apiVersion, kind } = resource;
    if (resource.name === '') throw nameless(resource);
    const namespaced = await isNamespaced(resource, coming, cluster, call);
    const namespace = namespaced.value ? (resource.namespace ?? cluster.namespace) : '';
    const name: ObjectName = { apiVersion, kind, namespace, name: resource.name };
    const key = keyOf(name);
    // The last one stands where it is written.
    desired.delete(key);
    desired.set(key, {
      name,
      object: complete(resource.value, namespace, project),
      pending: namespaced.pending,
    });
  }
  return inOrder([...desired.values()]);
}

async function isNamespaced(
  { apiVersion, kind }: Resource,
  coming: ReadonlyMap<string, boolean>,
  cluster: Cluster,
  call: Call,
): Promise<{ readonly value: boolean; readonly pending: boolean }> {
  try {
    return { value: (await cluster.resource(apiVersion, kind, call)).namespaced, pending: false };
  } catch (error) {
    const value = coming.get(`${apiVersion} ${kind}`);
    if (value === undefined || !isReason(error, 'not-served')) throw error;
    return { value, pending: true };
  }
}

/** The kinds that CustomResourceDefinitions among the objects define, and whether these are namespaced. */
function comingKinds(resources: readonly Resource[]): ReadonlyMap<string, boolean> {
  const coming = new Map<string, boolean>();
  for (const { kind, value } of resources) {
    if (kind !== 'CustomResourceDefinition') continue;
    const group = valueAt(value, ['spec', 'group']);
    const defined = valueAt(value, ['spec', 'names', 'kind']);
    const versions = valueAt(value, ['spec', 'versions']);
    if (!Array.isArray(versions)) continue;
    for (const version of versions) {
      if (isObject(version)) {
        coming.set(
          `${group}/${version['name']} ${defined}`,
          valueAt(value, ['spec', 'scope']) === 'Namespaced',
        );
      }
    }
  }
  return coming;
}

function complete(value: JsonObject, namespace: string, project: string | undefined): JsonObject {
  const { status: _, ...object } = value;
  const {
    creationTimestamp: __,
    managedFields: ___,
    namespace: ____,
    labels,
    ...metadata
  } = metadataOf(value);
  const all = { ...(isObject(labels) && labels), ...(project !== undefined && { [PROJECT_LABEL]: project }) };
  return {
    ...object,
    metadata: {
      ...metadata,
      ...(namespace !== '' && { namespace }),
      ...(Object.keys(all).length > 0 && { labels: all }),
    },
  };
}

function nameless(resource: Resource): UserError {
  const { file, range } = resource.at([]);
  const where = file === undefined ? '' : ` (${file}${range === undefined ? '' : `:${range.start.line}`})`;
  const message = `${resource.kind} "${resource.displayName}"${where} has no name, so it cannot be applied again and again`;
  return new UserError(
    'usage',
    message,
    'give it a name, or create it with "kubectl create" or "argo submit"',
  );
}
