import { deleteObjects } from '../apply/delete.ts';
import type { Outcome, Outcomes, Tell } from '../apply/outcome.ts';
import { inventoryName, inventoryObject, keyOf, readInventory } from '../apply/project.ts';
import type { Cluster, ObjectName } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { nameOf } from '../cluster/object.ts';
import { UserError } from '../errors.ts';
import { liveResource } from '../model/live.ts';
import { INSTALLATION } from './install.ts';

export interface UninstallRequest {
  readonly dryRun: boolean;
  /** What becomes of objects of users: they are an error, go too, or stay without a controller. */
  readonly users: 'refuse' | 'delete' | 'keep';
  /** Also the CustomResourceDefinitions. */
  readonly crds: boolean;
  /** Milliseconds for each stage. */
  readonly timeout: number;
  readonly signal?: AbortSignal | undefined;
  readonly tell?: Tell | undefined;
}

/** Kinds that users make. All but the last are namespaced. */
const USER_KINDS = [
  'Sensor',
  'EventSource',
  'EventBus',
  'Workflow',
  'CronWorkflow',
  'WorkflowEventBinding',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
];
const API_VERSION = 'argoproj.io/v1alpha1';

/**
 * Takes away what `argoflow install` put into the namespace of the connection: sensors, sources and the bus while their
 * controller still lives and lets go of them, then the controllers, the definitions last and only when asked.
 * Namespaces stay. Throws a UserError where objects of users stop it, and a ClusterError when the cluster cannot be asked.
 */
export async function uninstall(request: UninstallRequest, cluster: Cluster): Promise<Outcomes> {
  const { users, crds, signal } = request;
  const dryRun = request.dryRun ? 'server' : 'none';
  const inventory = await readInventory(cluster, INSTALLATION, { signal });
  if (inventory.length === 0) {
    throw new UserError(
      'work',
      `argoflow has installed nothing from namespace "${cluster.namespace}"`,
      'name the namespace that it was installed with: -n NAME',
    );
  }
  const ours = new Set(inventory.map(keyOf));
  const theirs = (await userObjects(cluster, signal)).filter((name) => !ours.has(keyOf(name)));
  if (theirs.length > 0 && users === 'refuse') throw stillUsed(theirs);
  if (theirs.length > 0 && users === 'keep' && crds) {
    throw new UserError(
      'usage',
      `--crds would delete ${countOf(theirs)}`,
      'delete them, too, with --all; or leave out --crds',
    );
  }
  const stays = (name: ObjectName) =>
    name.kind === 'Namespace' ||
    (name.kind === 'CustomResourceDefinition' && !crds) ||
    // Its controller does not let go of a bus that is in use.
    (name.kind === 'EventBus' && users === 'keep' && theirs.length > 0);
  const outcomes: Outcome[] = [];
  const stages: readonly (readonly ObjectName[])[] = [
    users === 'delete' ? theirs : [],
    inventory.filter((name) => !stays(name) && name.kind !== 'CustomResourceDefinition'),
    inventory.filter((name) => !stays(name) && name.kind === 'CustomResourceDefinition'),
  ];
  for (const [index, names] of stages.entries()) {
    const served = await servedOf(names, cluster, signal);
    const done = await deleteObjects(
      served.map((name) => liveResource(objectOf(name))),
      // What carries no label of the installation any more is somebody else's now.
      {
        dryRun,
        project: index === 0 ? undefined : INSTALLATION,
        withData: index !== 1,
        timeout: request.timeout,
        signal,
        tell: request.tell,
      },
      cluster,
    );
    outcomes.push(...done.outcomes);
    if (done.failure !== undefined) {
      const rest = stages.slice(index + 1).flat();
      return {
        ...done,
        outcomes: [...outcomes, ...rest.map((name): Outcome => ({ name, action: 'not-done' }))],
      };
    }
  }
  const kept = inventory.filter(stays);
  outcomes.push(...kept.map((name): Outcome => ({ name, action: 'kept', message: whyKept(name) })));
  if (dryRun === 'none') await forget(kept, cluster, signal);
  return { dryRun, outcomes, failure: undefined };
}

function whyKept({ kind }: ObjectName): string {
  if (kind === 'Namespace') return 'others may live in it';
  if (kind === 'CustomResourceDefinition')
    return 'all objects of its kind would go with it; --crds deletes it';
  return 'event sources and sensors use it';
}

/** What stays is remembered, so that it can go later. */
async function forget(
  kept: readonly ObjectName[],
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (kept.every(({ kind }) => kind === 'Namespace')) {
    await cluster.delete(inventoryName(INSTALLATION, cluster.namespace), { signal });
    return;
  }
  await cluster.apply(inventoryObject(INSTALLATION, cluster.namespace, kept), { force: true, signal });
}

async function userObjects(
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<readonly ObjectName[]> {
  const found: ObjectName[] = [];
  for (const kind of USER_KINDS) {
    try {
      const { items } = await cluster.list({ apiVersion: API_VERSION, kind, metadataOnly: true }, { signal });
      found.push(...items.map((item) => ({ ...nameOf(item), apiVersion: API_VERSION, kind })));
    } catch (error) {
      if (!isReason(error, 'not-served', 'not-found')) throw error;
    }
  }
  return found;
}

/** Objects of kinds that are gone are gone themselves. */
async function servedOf(
  names: readonly ObjectName[],
  cluster: Cluster,
  signal: AbortSignal | undefined,
): Promise<readonly ObjectName[]> {
  const served: ObjectName[] = [];
  for (const name of names) {
    try {
      await cluster.resource(name.apiVersion, name.kind, { signal });
      served.push(name);
    } catch (error) {
      if (!isReason(error, 'not-served')) throw error;
    }
  }
  return served;
}

function objectOf({ apiVersion, kind, namespace, name }: ObjectName) {
  return { apiVersion, kind, metadata: { name, ...(namespace !== '' && { namespace }) } };
}

function stillUsed(names: readonly ObjectName[]): UserError {
  const { kind, namespace, name } = names[0] ?? { kind: '', namespace: '', name: '' };
  return new UserError(
    'work',
    `there ${names.length === 1 ? 'is' : 'are'} still ${countOf(names)}, such as ${kind} "${namespace === '' ? name : `${namespace}/${name}`}"`,
    '--all deletes them first; --keep-objects leaves them without a controller',
  );
}

/** `2 Sensors and 1 Workflow in 2 namespaces`. */
function countOf(names: readonly ObjectName[]): string {
  const counts = new Map<string, number>();
  for (const { kind } of names) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].map(
    ([kind, count]) => `${count} ${kind}${count === 1 || kind.endsWith('s') ? '' : 's'}`,
  );
  const namespaces = new Set(names.map(({ namespace }) => namespace)).size;
  return `${parts.join(', ')} in ${namespaces} ${namespaces === 1 ? 'namespace' : 'namespaces'}`;
}
