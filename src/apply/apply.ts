import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { ClusterError, interrupted, isReason } from '../cluster/cluster-error.ts';
import { uidOf } from '../cluster/object.ts';
import { until } from '../cluster/timing.ts';
import { isArray, isObject, type JsonObject, valueAt } from '../json.ts';
import type { Resource } from '../model/resource.ts';
import { isIdentical, isSame } from './comparison.ts';
import { type Desired, desiredObjects } from './desired.ts';
import { holdsData, stagesBackwards } from './order.ts';
import { type DryRun, failed, type Outcome, type Outcomes, type Tell } from './outcome.ts';
import { inventoryObject, keepingProject, keyOf, projectOf, readInventory, sharedWith } from './project.ts';
import { isEstablished, isSettled } from './settled.ts';

export interface ApplyRequest {
  readonly dryRun: DryRun;
  /** Takes over fields that others own. */
  readonly force: boolean;
  /** The project that the objects belong to, by label and inventory. */
  readonly project: string | undefined;
  /** Deletes what the project applied before and no longer names. Needs a project. */
  readonly prune: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly tell?: Tell | undefined;
}

/**
 * Applies objects in the order in which they need each other. The cluster tries all of it before anything is kept, so
 * that what it would refuse stops everything; what fails later on stops the rest, and the outcomes say what was done.
 * Throws a UserError for objects that cannot be applied at all, and a ClusterError when the cluster cannot be asked.
 */
export async function applyObjects(
  resources: readonly Resource[],
  request: ApplyRequest,
  cluster: Cluster,
): Promise<Outcomes> {
  const { dryRun, project, signal } = request;
  const desired = await desiredObjects(resources, project, cluster, { signal });
  if (dryRun === 'client') {
    return { dryRun, outcomes: desired.map(({ name }) => ({ name, action: 'planned' })), failure: undefined };
  }
  const before = project === undefined ? [] : await readInventory(cluster, project, { signal });
  const settled = new Set<string>();
  const tried = await tryAll(desired, settled, request, cluster);
  if (tried.failure !== undefined || dryRun === 'server') {
    if (tried.failure !== undefined || !request.prune) return tried;
    return await withPruned(tried, before, desired, request, cluster);
  }
  const remember = async (names: readonly ObjectName[]) => {
    if (project === undefined) return;
    await cluster.apply(inventoryObject(project, cluster.namespace, names), { force: true, signal });
  };
  const notOurs = new Set(
    tried.outcomes.flatMap(({ name, action }) => (action === 'kept' ? [keyOf(name)] : [])),
  );
  const names = desired.map(({ name }) => name).filter((name) => !notOurs.has(keyOf(name)));
  const kept = before.filter((name) => !names.some((other) => keyOf(other) === keyOf(name)));
  // The inventory lives in a namespace that the files may only make: it is written with the first object that is not one.
  let remembered = false;
  const done = await applyAll(desired, settled, request, cluster, async ({ kind }) => {
    if (remembered || kind === 'Namespace') return;
    await remember([...names, ...kept]);
    remembered = true;
  });
  if (done.failure !== undefined || !request.prune) return done;
  const pruned = await withPruned(done, before, desired, request, cluster);
  if (pruned.failure === undefined) {
    const left = pruned.outcomes.filter(({ action }) => action === 'kept').map(({ name }) => name);
    await remember([...names, ...left]);
  }
  return pruned;
}

/** Adds to `settled` what applying would leave as it is, down to who owns which field. */
async function tryAll(
  desired: readonly Desired[],
  settled: Set<string>,
  request: ApplyRequest,
  cluster: Cluster,
): Promise<Outcomes> {
  const outcomes: Outcome[] = [];
  let failure: ClusterError | undefined;
  const made = new Set(desired.flatMap(({ name }) => (name.kind === 'Namespace' ? [name.name] : [])));
  for (const one of desired) {
    const { name, pending } = one;
    try {
      if (pending) outcomes.push({ name, action: 'planned' });
      else {
        const { outcome, identical } = await applyOne(one, request, cluster, true);
        outcomes.push(outcome);
        if (identical) settled.add(keyOf(name));
      }
    } catch (error) {
      if (isReason(error, 'not-found') && made.has(name.namespace)) {
        outcomes.push({ name, action: 'planned' });
        continue;
      }
      const { error: reason, ...outcome } = failed(name, error);
      outcomes.push(outcome);
      failure ??= reason;
      // All that is refused is worth telling at once; a cluster that is gone refuses everything.
      if (!isReason(reason, 'conflict', 'invalid', 'forbidden', 'not-found')) break;
    }
  }
  const rest = desired.slice(outcomes.length).map(({ name }): Outcome => ({ name, action: 'not-done' }));
  const refused = (outcome: Outcome): Outcome =>
    outcome.action === 'failed' || request.dryRun === 'server' ? outcome : { ...outcome, action: 'not-done' };
  return {
    dryRun: request.dryRun,
    outcomes: failure === undefined ? outcomes : [...outcomes.map(refused), ...rest],
    failure,
  };
}

async function applyAll(
  desired: readonly Desired[],
  settled: ReadonlySet<string>,
  request: ApplyRequest,
  cluster: Cluster,
  first: (name: ObjectName) => Promise<void>,
): Promise<Outcomes> {
  const outcomes: Outcome[] = [];
  let failure: ClusterError | undefined;
  for (const [index, one] of desired.entries()) {
    try {
      if (request.signal?.aborted) throw interrupted();
      await first(one.name);
      // The definitions of Argo Workflows have a megabyte each: a small API server takes seconds for one.
      const outcome: Outcome = settled.has(keyOf(one.name))
        ? { name: one.name, action: 'unchanged' }
        : (await applyOne(one, request, cluster, false)).outcome;
      outcomes.push(outcome);
      request.tell?.(outcome);
      const next = desired[index + 1];
      if (one.name.kind === 'CustomResourceDefinition' && next?.name.kind !== one.name.kind) {
        await established(desired, settled, cluster, request.signal);
      }
    } catch (error) {
      const { error: reason, ...outcome } = failed(one.name, error);
      // A definition that is applied, but not served in time, is no failure of the next object.
      if (outcomes.length === index) outcomes.push(outcome);
      failure = reason;
      break;
    }
  }
  const rest = desired.slice(outcomes.length).map(({ name }): Outcome => ({ name, action: 'not-done' }));
  return { dryRun: request.dryRun, outcomes: [...outcomes, ...rest], failure };
}

async function applyOne(
  { name, object }: Desired,
  { force, project, signal }: ApplyRequest,
  cluster: Cluster,
  dryRun: boolean,
): Promise<{ readonly outcome: Outcome; readonly identical: boolean }> {
  const before = await cluster.get(name, { signal });
  const shared = before && sharedWith(before, project);
  if (shared !== undefined) return { outcome: { name, action: 'kept', message: shared }, identical: false };
  const sent = keepingProject(object, before, project);
  if (before !== undefined && isSettled(sent, before)) {
    return { outcome: { name, action: 'unchanged' }, identical: true };
  }
  const { object: after, warnings } = await cluster.apply(sent, { dryRun, force, signal });
  const action = before === undefined ? 'created' : isSame(before, after) ? 'unchanged' : 'configured';
  return {
    outcome: { name, action, ...(warnings.length > 0 && { warnings }) },
    identical: before !== undefined && warnings.length === 0 && isIdentical(before, after),
  };
}

const ESTABLISHED_WITHIN = 120_000;

/** Waits until the kinds of all definitions are served: big ones take a while. */
async function established(
  desired: readonly Desired[],
  settled: ReadonlySet<string>,
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { name, object } of desired) {
    if (name.kind !== 'CustomResourceDefinition') continue;
    const isThere = async () => {
      if (settled.has(keyOf(name))) return await isServed(object, cluster, signal);
      const now = await cluster.get(name, { signal });
      return now !== undefined && isEstablished(now) && (await isServed(object, cluster, signal));
    };
    if (await until(isThere, ESTABLISHED_WITHIN, signal)) continue;
    const seconds = ESTABLISHED_WITHIN / 1000;
    throw new ClusterError('timeout', `the cluster does not serve "${name.name}" after ${seconds} s`);
  }
}

/** Established comes a moment before discovery knows. */
async function isServed(
  definition: JsonObject,
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const kind = valueAt(definition, ['spec', 'names', 'kind']);
  const versions = valueAt(definition, ['spec', 'versions']);
  const group = valueAt(definition, ['spec', 'group']);
  for (const version of isArray(versions) ? versions : []) {
    if (!isObject(version) || version['served'] === false) continue;
    cluster.rediscover();
    try {
      await cluster.resource(`${group}/${version['name']}`, String(kind), { signal });
    } catch (error) {
      if (isReason(error, 'not-served')) return false;
      throw error;
    }
  }
  return true;
}

/** Deletes what the inventory names and the files no longer do, as far as it still carries the project's label. */
async function withPruned(
  done: Outcomes,
  before: readonly ObjectName[],
  desired: readonly Desired[],
  { project, dryRun, signal, tell }: ApplyRequest,
  cluster: Cluster,
): Promise<Outcomes> {
  const wanted = new Set(desired.map(({ name }) => keyOf(name)));
  const gone = before.filter((name) => !wanted.has(keyOf(name))).map((name) => ({ name }));
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome) => {
    outcomes.push(outcome);
    if (dryRun === 'none') tell?.(outcome);
  };
  for (const { name } of stagesBackwards(gone).flat()) {
    try {
      if (signal?.aborted) throw interrupted();
      const found = await findLive(name, cluster, signal);
      if (found === undefined) continue;
      if (projectOf(found) !== project) {
        add({
          name,
          action: 'kept',
          message: `it no longer carries the label of project "${project}"`,
        });
      } else if (holdsData(name)) {
        add({
          name,
          action: 'kept',
          message: 'what it holds would go with it',
          help: 'kubectl delete',
        });
      } else {
        await cluster.delete(name, { uid: uidOf(found), dryRun: dryRun !== 'none', signal });
        add({ name, action: 'deleted' });
      }
    } catch (error) {
      const { error: failure, ...outcome } = failed(name, error);
      return { ...done, outcomes: [...done.outcomes, ...outcomes, outcome], failure };
    }
  }
  return { ...done, outcomes: [...done.outcomes, ...outcomes] };
}

/** Undefined also where the kind itself is gone. */
export async function findLive(
  name: ObjectName,
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<JsonObject | undefined> {
  try {
    return await cluster.get(name, { signal });
  } catch (error) {
    if (isReason(error, 'not-served')) return undefined;
    throw error;
  }
}
