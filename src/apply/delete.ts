import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { ClusterError, interrupted } from '../cluster/cluster-error.ts';
import { metadataOf, uidOf } from '../cluster/object.ts';
import { until } from '../cluster/timing.ts';
import { isArray, type JsonObject } from '../json.ts';
import type { Resource } from '../model/resource.ts';
import { findLive } from './apply.ts';
import { desiredObjects } from './desired.ts';
import { holdsData, stagesBackwards } from './order.ts';
import { type DryRun, failed, type Outcome, type Outcomes, type Tell } from './outcome.ts';
import { projectOf, sharedWith } from './project.ts';

export interface DeleteRequest {
  readonly dryRun: DryRun;
  /** Only what belongs to this project. */
  readonly project: string | undefined;
  /** Also Namespaces, CustomResourceDefinitions, claims of volumes and buses of other projects, with all that they hold. */
  readonly withData: boolean;
  /** Milliseconds to wait until each stage is gone; 0 does not wait. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  readonly tell?: Tell | undefined;
}

interface Leaving {
  readonly name: ObjectName;
  readonly uid: string;
}

/**
 * Deletes the objects of files, those first that others wait for, and waits until each stage is gone.
 * Throws as `applyObjects` does; what fails in between stops the rest, and the outcomes say what was done.
 */
export async function deleteObjects(
  resources: readonly Resource[],
  request: DeleteRequest,
  cluster: Cluster,
): Promise<Outcomes> {
  const { dryRun, signal, timeout, tell } = request;
  const desired = await desiredObjects(resources, undefined, cluster, { signal });
  const stages = stagesBackwards(desired.filter(({ pending }) => !pending));
  const names = stages.flat().map(({ name }) => name);
  if (dryRun === 'client') {
    return { dryRun, outcomes: names.map((name) => ({ name, action: 'planned' })), failure: undefined };
  }
  const outcomes = new Map<ObjectName, Outcome>();
  const stopped = (name: ObjectName, error: unknown): Outcomes => {
    const { error: failure, ...outcome } = failed(name, error);
    outcomes.set(name, outcome);
    const all = names.map((one): Outcome => outcomes.get(one) ?? { name: one, action: 'not-done' });
    return { dryRun, outcomes: all, failure };
  };
  for (const stage of stages) {
    const leaving: Leaving[] = [];
    for (const { name } of stage) {
      try {
        if (signal?.aborted) throw interrupted();
        const { outcome, uid } = await deleteOne(name, request, cluster);
        outcomes.set(name, outcome);
        if (uid !== undefined) leaving.push({ name, uid });
      } catch (error) {
        return stopped(name, error);
      }
    }
    if (dryRun !== 'none') continue;
    for (const { name } of stage) {
      const gone = leaving.find((one) => one.name === name);
      try {
        if (gone !== undefined && timeout > 0) await untilGone(gone, request, cluster);
      } catch (error) {
        return stopped(name, error);
      }
      const outcome = outcomes.get(name);
      if (outcome !== undefined) tell?.(outcome);
    }
  }
  return { dryRun, outcomes: [...outcomes.values()], failure: undefined };
}

async function deleteOne(
  name: ObjectName,
  { dryRun, project, withData, signal }: DeleteRequest,
  cluster: Cluster,
): Promise<{ readonly outcome: Outcome; readonly uid?: string }> {
  const found = await findLive(name, cluster, signal);
  if (found === undefined) return { outcome: { name, action: 'absent' } };
  const keep = (message: string, help?: string) => ({
    outcome: { name, action: 'kept', message, help } as const,
  });
  if (project !== undefined && projectOf(found) !== project)
    return keep(`it does not belong to project "${project}"`);
  const shared = sharedWith(found, project);
  if (shared !== undefined && !withData) return keep(shared, 'add --with-data');
  if (holdsData(name) && !withData) return keep('what it holds would go with it', 'add --with-data');
  const uid = uidOf(found);
  await cluster.delete(name, { uid, dryRun: dryRun !== 'none', signal });
  return { outcome: { name, action: 'deleted' }, uid };
}

/** Throws a ClusterError when it does not go in time, with what holds it. */
async function untilGone(
  { name, uid }: Leaving,
  { signal, timeout }: DeleteRequest,
  cluster: Cluster,
): Promise<void> {
  let left: JsonObject | undefined;
  const isGone = async () => {
    left = await findLive(name, cluster, signal);
    return left === undefined || uidOf(left) !== uid;
  };
  if (await until(isGone, timeout, signal)) return;
  const held = left === undefined ? '' : heldBy(left);
  throw new ClusterError('timeout', `it is being deleted, but still there after ${timeout / 1000} s${held}`);
}

function heldBy(object: JsonObject): string {
  const finalizers = metadataOf(object)['finalizers'];
  if (!isArray(finalizers) || finalizers.length === 0) return '';
  return `: the controller behind finalizer "${finalizers.join('", "')}" has not let go of it`;
}
