import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { metadataOf, nameOf } from '../cluster/object.ts';
import { isObject, type JsonObject } from '../json.ts';
import { type Part, partOf } from './image.ts';

/** A part of Argo that runs in a cluster. */
export interface Installed {
  readonly name: ObjectName;
  readonly part: Part;
  /** The tool that made it and would bring it back: `Helm`, `Argo CD` …; undefined for kubectl and argoflow. */
  readonly owner: string | undefined;
}

/** Looks in all namespaces; only in those that are named where more is forbidden. */
export async function findInstalled(
  cluster: Cluster,
  namespaces: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly Installed[]> {
  const selection = { apiVersion: 'apps/v1', kind: 'Deployment' };
  let items: readonly JsonObject[];
  try {
    ({ items } = await cluster.list(selection, { signal }));
  } catch (error) {
    if (!isReason(error, 'forbidden')) throw error;
    const lists = namespaces.map((namespace) => cluster.list({ ...selection, namespace }, { signal }));
    items = (await Promise.all(lists)).flatMap((list) => list.items);
  }
  return items.flatMap((object) => {
    const part = partOf(object);
    return part === undefined ? [] : [{ name: nameOf(object), part, owner: ownerOf(object) }];
  });
}

/** Marks that tools leave on what they own. */
const OWNERS: readonly (readonly ['annotations' | 'labels', string, string])[] = [
  ['annotations', 'meta.helm.sh/release-name', 'Helm'],
  ['annotations', 'argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['labels', 'argocd.argoproj.io/instance', 'Argo CD'],
  ['labels', 'kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['labels', 'olm.owner', 'the Operator Lifecycle Manager'],
];

/** Undefined for kubectl and argoflow. */
export function ownerOf(object: JsonObject): string | undefined {
  const metadata = metadataOf(object);
  return OWNERS.find(([where, key]) => {
    const marks = metadata[where];
    return isObject(marks) && marks[key] !== undefined;
  })?.[2];
}
