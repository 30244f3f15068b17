import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { type FieldConflict, isReason } from '../cluster/cluster-error.ts';
import type { JsonObject } from '../json.ts';
import type { Resource } from '../model/resource.ts';
import { findLive } from './apply.ts';
import { isSame, masked, withoutBookkeeping } from './comparison.ts';
import { type Desired, desiredObjects } from './desired.ts';
import { holdsData } from './order.ts';
import { keepingProject, keyOf, projectOf, readInventory, sharedWith } from './project.ts';
import { isSettled } from './settled.ts';

/** How one object would change. Undefined: it is not there. Values of Secrets are masked. */
export interface Difference {
  readonly name: ObjectName;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
  /** Fields that others own, and that only force would change. */
  readonly conflicts: readonly FieldConflict[];
}

export interface DifferenceRequest {
  readonly project: string | undefined;
  /** Also what would be pruned. */
  readonly prune: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What applying would change, as the cluster itself says after a dry run; only what differs.
 * Throws a UserError or ClusterError where it cannot be known.
 */
export async function differences(
  resources: readonly Resource[],
  { project, prune, signal }: DifferenceRequest,
  cluster: Cluster,
): Promise<readonly Difference[]> {
  const desired = await desiredObjects(resources, project, cluster, { signal });
  const made = new Set(desired.flatMap(({ name }) => (name.kind === 'Namespace' ? [name.name] : [])));
  const found: Difference[] = [];
  for (const one of desired) {
    const difference = await differenceOf(one, project, made, cluster, signal);
    if (difference !== undefined) found.push(difference);
  }
  if (!prune || project === undefined) return found;
  const wanted = new Set(desired.map(({ name }) => keyOf(name)));
  for (const name of await readInventory(cluster, project, { signal })) {
    if (wanted.has(keyOf(name)) || holdsData(name)) continue;
    const before = await findLive(name, cluster, signal);
    if (before !== undefined && projectOf(before) === project) found.push(shown(name, before, undefined, []));
  }
  return found;
}

async function differenceOf(
  { name, object, pending }: Desired,
  project: string | undefined,
  made: ReadonlySet<string>,
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<Difference | undefined> {
  if (pending) return shown(name, undefined, object, []);
  const before = await cluster.get(name, { signal });
  if (before !== undefined && sharedWith(before, project) !== undefined) return undefined;
  const sent = keepingProject(object, before, project);
  if (before !== undefined && isSettled(sent, before)) return undefined;
  const call = { dryRun: true, signal };
  let conflicts: readonly FieldConflict[] = [];
  let after: JsonObject;
  try {
    ({ object: after } = await cluster.apply(sent, call));
  } catch (error) {
    if (isReason(error, 'not-found') && made.has(name.namespace)) return shown(name, undefined, object, []);
    if (!isReason(error, 'conflict') || error.conflicts.length === 0) throw error;
    conflicts = error.conflicts;
    ({ object: after } = await cluster.apply(sent, { ...call, force: true }));
  }
  return before !== undefined && isSame(before, after) ? undefined : shown(name, before, after, conflicts);
}

function shown(
  name: ObjectName,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  conflicts: readonly FieldConflict[],
): Difference {
  const [left, right] = masked(before && withoutBookkeeping(before), after && withoutBookkeeping(after));
  return { name, before: left, after: right, conflicts };
}
