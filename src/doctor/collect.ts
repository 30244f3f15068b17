import type { Call, Cluster } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { nameOf } from '../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../json.ts';
import { buildLiveModel } from '../model/live.ts';
import { audit } from '../rbac/audit.ts';
import type { Need } from '../rbac/need.ts';
import { needsOf } from '../rbac/needs.ts';
import { combinedResource, identityOf } from '../rbac/request.ts';
import { needsOfController } from './controller-needs.ts';
import { type Controller, controllersAmong } from './controllers.ts';
import { withKeys, withoutKeys } from './keys.ts';
import { type Kind, LISTED, type ListedKind } from './kinds.ts';
import { type ClusterState, keyOf, type PodLog, type Unread } from './state.ts';

export interface Collection {
  /** Undefined: all namespaces. */
  readonly namespace: string | undefined;
  /** The clock of this machine, in milliseconds since 1970. */
  readonly now: number;
  /** Also what the pods of Argo Events say. */
  readonly logs: boolean;
  /** What is still starting counts as not well. */
  readonly awaited?: boolean;
}

/**
 * Reads a cluster for the checks: one list for each kind, what the controllers are configured with, then access reviews
 * for what the roles do not grant. Throws a ClusterError when it cannot be reached at all.
 */
export async function collect(
  cluster: Cluster,
  { namespace, now, logs, awaited = false }: Collection,
  call: Call,
): Promise<ClusterState> {
  const { version, time, unready } = await cluster.health(call);
  const lists = await Promise.all(LISTED.map((listed) => listOf(cluster, listed, namespace, call)));
  const objects = new Map<Kind, readonly JsonObject[]>();
  const unread = new Map<Kind, Unread>();
  let seesControllers = false;
  for (const { kind, list, everywhere } of lists) {
    if ('reason' in list) unread.set(kind, list);
    else objects.set(kind, list.items);
    if (kind === 'Deployment') seesControllers = everywhere && !unread.has(kind);
  }
  const deployments = objects.get('Deployment') ?? [];
  const configs = await configsOf(cluster, deployments, call);
  const controllers = controllersAmong(deployments, (home, name) => configs.get(`${home}/${name}`));
  if (namespace !== undefined) await lookAround(cluster, namespace, controllers, objects, call);
  // The clock of the cluster wrote all the times that its own is compared with.
  const clock = { now: time ?? now, skew: time === undefined ? undefined : now - time };
  const where = { context: cluster.context, server: cluster.server, version, unready, namespace, awaited };
  const state = stateOf({ ...where, ...clock, objects, unread, seesControllers, controllers });
  const told = logs ? await logsOf(cluster, state, call) : { logs: undefined, unreadLogs: [] };
  return {
    ...state,
    ...told,
    reviews: await review(cluster, state, call),
    own: await ownRights(cluster, call),
  };
}

type Derived = 'model' | 'audit' | 'controllerNeeds' | 'reviews' | 'own' | 'logs' | 'unreadLogs';

/** Objects as a state, without the answers of access reviews and without logs. */
export function stateOf(seen: Omit<ClusterState, Derived>): ClusterState {
  const { objects, unread, namespace, controllers } = seen;
  const linked = [...objects].flatMap(([kind, items]) =>
    kind === 'Secret' || kind === 'ConfigMap' ? items.map(withoutKeys) : LINKED.has(kind) ? items : [],
  );
  const model = buildLiveModel(linked, { namespace: namespace ?? 'default' });
  const complete = RBAC_KINDS.every((kind) => !unread.has(kind));
  return {
    ...seen,
    model,
    audit: audit(model, needsOf(model), { complete, external: [] }),
    controllerNeeds: controllers.flatMap(needsOfController),
    reviews: new Map(),
    own: new Map(),
    logs: undefined,
    unreadLogs: [],
  };
}

const RBAC_KINDS: readonly Kind[] = [
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
];
/** What the manifests of a flow say; the rest is what became of them. */
const LINKED: ReadonlySet<Kind> = new Set([
  ...RBAC_KINDS,
  'EventBus',
  'EventSource',
  'Sensor',
  'Workflow',
  'WorkflowTemplate',
  'ClusterWorkflowTemplate',
  'CronWorkflow',
  'Service',
  'Ingress',
]);

interface Listed {
  readonly kind: Kind;
  readonly list: { readonly items: readonly JsonObject[] } | Unread;
  readonly everywhere: boolean;
}

async function listOf(
  cluster: Cluster,
  { apiVersion, kind, scope, metadataOnly, fields }: ListedKind & { readonly kind: Kind },
  namespace: string | undefined,
  call: Call,
): Promise<Listed> {
  const selection = { apiVersion, kind, metadataOnly, fields };
  if (scope !== undefined || namespace === undefined) {
    const list = await read(cluster, selection, call);
    const isFinal = namespace === undefined || scope === 'cluster';
    if (isFinal || !('reason' in list) || list.reason !== 'forbidden')
      return { kind, list, everywhere: true };
  }
  const list = await read(cluster, { ...selection, namespace }, call);
  return { kind, list, everywhere: false };
}

async function read(
  cluster: Cluster,
  selection: Parameters<Cluster['list']>[0],
  call: Call,
): Promise<Listed['list']> {
  const { kind } = selection;
  try {
    const { items } = await cluster.list(selection, call);
    return { items: kind === 'Secret' || kind === 'ConfigMap' ? items.map(withKeys) : items };
  } catch (error) {
    if (isReason(error, 'forbidden')) return { reason: 'forbidden', message: error.message };
    if (isReason(error, 'not-served')) return { reason: 'not-served', message: error.message };
    if (isReason(error, 'failed', 'throttled', 'invalid', 'unreadable'))
      return { reason: 'failed', message: error.message };
    throw error;
  }
}

/** What the controllers read, by `namespace/name`. */
async function configsOf(
  cluster: Cluster,
  deployments: readonly JsonObject[],
  call: Call,
): Promise<ReadonlyMap<string, Controller['config']>> {
  const found = new Map<string, Controller['config']>();
  for (const { namespace, configName: name } of controllersAmong(deployments, () => undefined)) {
    if (name === undefined || found.has(`${namespace}/${name}`)) continue;
    try {
      const config = await cluster.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name }, call);
      found.set(`${namespace}/${name}`, config ?? 'missing');
    } catch (error) {
      if (!isReason(error, 'forbidden', 'failed', 'throttled', 'unreadable')) throw error;
    }
  }
  return found;
}

/** Of other namespaces: the pods and warnings of the controllers, and whether the cluster's DNS answers. */
async function lookAround(
  cluster: Cluster,
  namespace: string,
  controllers: readonly Controller[],
  objects: Map<Kind, readonly JsonObject[]>,
  call: Call,
): Promise<void> {
  const add = async (selection: Parameters<Cluster['list']>[0], kind: Kind) => {
    const list = await read(cluster, selection, call);
    if (!('reason' in list)) objects.set(kind, [...(objects.get(kind) ?? []), ...list.items]);
  };
  const homes = new Set(controllers.map((one) => one.namespace).filter((home) => home !== namespace));
  for (const home of homes) {
    await add({ apiVersion: 'v1', kind: 'Pod', namespace: home }, 'Pod');
    await add({ apiVersion: 'v1', kind: 'Event', namespace: home, fields: 'type=Warning' }, 'Event');
  }
  if (namespace === DNS_NAMESPACE) return;
  const labels = `kubernetes.io/service-name=${DNS_SERVICE}`;
  const slices = {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    namespace: DNS_NAMESPACE,
    labels,
  };
  await add(slices, 'EndpointSlice');
}

/** Where every cluster keeps its DNS, whatever answers it. */
export const DNS_NAMESPACE = 'kube-system';
export const DNS_SERVICE = 'kube-dns';

/** At once; the client of an API server that is asked more often has to wait anyway. */
const BATCH = 8;
/** What is denied in more places than these is told of the first ones. */
const MOST = 200;

async function review(
  cluster: Cluster,
  { audit: { gaps, unchecked, authorizer }, controllerNeeds }: ClusterState,
  call: Call,
): Promise<ReadonlyMap<string, boolean>> {
  const asked = new Map<string, Pick<Need, 'account' | 'request'>>();
  for (const { need } of [...gaps, ...unchecked]) asked.set(keyOf(need), need);
  for (const need of controllerNeeds)
    if (!authorizer.allows(identityOf(need.account), need.request)) asked.set(keyOf(need), need);
  const answers = new Map<string, boolean>();
  const questions = [...asked].slice(0, MOST);
  for (let from = 0; from < questions.length; from += BATCH) {
    const batch = questions.slice(from, from + BATCH);
    const told = await Promise.all(batch.map(([, need]) => isAllowed(cluster, need, call)));
    // Who may not ask, may not ask any of it.
    if (told.includes(undefined)) return answers;
    for (const [index, [key]] of batch.entries()) answers.set(key, told[index] === true);
  }
  return answers;
}

async function isAllowed(
  cluster: Cluster,
  { account, request }: Pick<Need, 'account' | 'request'>,
  call: Call,
): Promise<boolean | undefined> {
  const { verb, group, name, namespace } = request;
  const question = { verb, group, namespace, resource: combinedResource(request), ...identityOf(account) };
  try {
    return (await cluster.accessReview(name === '' ? question : { ...question, name }, call)).allowed;
  } catch (error) {
    if (isReason(error, 'forbidden')) return undefined;
    throw error;
  }
}

/** What argoflow's own commands ask of a cluster besides lists. */
export const OWN_RIGHTS = [
  { verb: 'get', group: '', resource: 'pods/log' },
  { verb: 'get', group: '', resource: 'pods/portforward' },
  { verb: 'create', group: '', resource: 'pods/portforward' },
  { verb: 'create', group: '', resource: 'pods' },
  { verb: 'create', group: 'authorization.k8s.io', resource: 'subjectaccessreviews' },
] as const;

async function ownRights(cluster: Cluster, call: Call): Promise<ReadonlyMap<string, boolean>> {
  const answers = new Map<string, boolean>();
  for (const right of OWN_RIGHTS) {
    const namespace = right.group === '' ? cluster.namespace : '';
    try {
      const { allowed } = await cluster.accessReview({ ...right, namespace }, call);
      answers.set(`${right.verb} ${right.resource}`, allowed);
    } catch (error) {
      if (!isReason(error, 'forbidden', 'failed')) throw error;
    }
  }
  return answers;
}

/** The lines of each container that are looked at. */
const TAIL = 500;

/** What the pods of event sources, sensors and controllers said last. */
async function logsOf(
  cluster: Cluster,
  { objects, controllers }: ClusterState,
  { signal }: Call,
): Promise<{ readonly logs: readonly PodLog[]; readonly unreadLogs: readonly string[] }> {
  const logs: PodLog[] = [];
  const unreadLogs: string[] = [];
  for (const pod of objects.get('Pod') ?? []) {
    const labels = valueAt(pod, ['metadata', 'labels']);
    const { namespace, name } = nameOf(pod);
    const isFlow = isObject(labels) && FLOW_LABELS.some((label) => textOf(labels[label]) !== '');
    const isController = controllers.some(
      (one) => one.role === 'controller' && one.namespace === namespace && name.startsWith(`${one.name}-`),
    );
    if (!isFlow && !isController) continue;
    try {
      const lines: string[] = [];
      const container = isFlow ? 'main' : undefined;
      for await (const { text } of cluster.logs({ namespace, pod: name, container, tail: TAIL, signal }))
        lines.push(text);
      logs.push({ namespace, pod: name, lines });
    } catch (error) {
      // A container that never started has none, and a pod may go meanwhile.
      if (isReason(error, 'not-found', 'invalid', 'failed')) continue;
      if (!isReason(error, 'forbidden')) throw error;
      unreadLogs.push(error.message);
      break;
    }
  }
  return { logs, unreadLogs };
}

const FLOW_LABELS = ['eventsource-name', 'sensor-name'] as const;
