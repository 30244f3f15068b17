import type { Call, Cluster } from '../cluster/cluster.ts';
import { isReason } from '../cluster/cluster-error.ts';
import { nameOf } from '../cluster/object.ts';
import type { JsonObject } from '../json.ts';
import { buildLiveModel } from '../model/live.ts';
import { audit } from '../rbac/audit.ts';
import type { Need } from '../rbac/need.ts';
import { needsOf } from '../rbac/needs.ts';
import { combinedResource, identityOf } from '../rbac/request.ts';
import { type Kind, LISTED, type ListedKind } from './kinds.ts';
import { type ClusterState, keyOf, type Unread } from './state.ts';

/**
 * Reads a cluster for the checks: one list for each kind, then access reviews for what the roles do not grant.
 * `now` is in milliseconds since 1970. Throws a ClusterError when it cannot be reached at all.
 */
export async function collect(
  cluster: Cluster,
  namespace: string | undefined,
  now: number,
  call: Call,
): Promise<ClusterState> {
  const version = await cluster.version(call);
  const lists = await Promise.all(LISTED.map((listed) => listOf(cluster, listed, namespace, call)));
  const objects = new Map<Kind, readonly JsonObject[]>();
  const unread = new Map<Kind, Unread>();
  let seesControllers = false;
  for (const { kind, list, everywhere } of lists) {
    if ('reason' in list) unread.set(kind, list);
    else objects.set(kind, list.items);
    if (kind === 'Deployment') seesControllers = everywhere && !unread.has(kind);
  }
  const where = { context: cluster.context, server: cluster.server, version, now, namespace };
  const state = stateOf({ ...where, objects, unread, seesControllers });
  return { ...state, reviews: await review(cluster, state, call) };
}

/** Objects as a state, without the answers of access reviews. */
export function stateOf(seen: Omit<ClusterState, 'model' | 'audit' | 'reviews'>): ClusterState {
  const { objects, unread, namespace } = seen;
  const linked = [...objects].flatMap(([kind, items]) => (UNLINKED.has(kind) ? [] : items));
  const model = buildLiveModel(linked, { namespace: namespace ?? 'default' });
  const complete = RBAC_KINDS.every((kind) => !unread.has(kind));
  return {
    ...seen,
    model,
    audit: audit(model, needsOf(model), { complete, external: [] }),
    reviews: new Map(),
  };
}

const RBAC_KINDS: readonly Kind[] = [
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'ClusterRole',
  'ClusterRoleBinding',
];
/** What no manifest of a flow says. */
const UNLINKED: ReadonlySet<Kind> = new Set(['Deployment', 'StatefulSet', 'Pod', 'Event']);

interface Listed {
  readonly kind: Kind;
  readonly list: { readonly items: readonly JsonObject[] } | Unread;
  readonly everywhere: boolean;
}

async function listOf(
  cluster: Cluster,
  { apiVersion, kind, everywhere, metadataOnly, fields }: ListedKind & { readonly kind: Kind },
  namespace: string | undefined,
  call: Call,
): Promise<Listed> {
  const selection = { apiVersion, kind, metadataOnly, fields };
  if (everywhere === true || namespace === undefined) {
    const list = await read(cluster, selection, call);
    if (namespace === undefined || !('reason' in list) || list.reason !== 'forbidden')
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
  try {
    const { items } = await cluster.list(selection, call);
    return { items: selection.kind === 'Secret' ? items.map(withoutAnnotations) : items };
  } catch (error) {
    if (isReason(error, 'forbidden')) return { reason: 'forbidden', message: error.message };
    if (isReason(error, 'not-served')) return { reason: 'not-served', message: error.message };
    if (isReason(error, 'failed', 'throttled', 'invalid', 'unreadable'))
      return { reason: 'failed', message: error.message };
    throw error;
  }
}

/** `kubectl apply` keeps the whole of a Secret in an annotation. */
function withoutAnnotations(secret: JsonObject): JsonObject {
  const { apiVersion, kind, namespace, name } = nameOf(secret);
  return { apiVersion, kind, metadata: { namespace, name } };
}

/** At once; the client of an API server that is asked more often has to wait anyway. */
const BATCH = 8;
/** What is denied in more places than these is told of the first ones. */
const MOST = 200;

async function review(
  cluster: Cluster,
  { audit: { gaps, unchecked } }: ClusterState,
  call: Call,
): Promise<ReadonlyMap<string, boolean>> {
  const asked = new Map<string, Need>();
  for (const { need } of [...gaps, ...unchecked]) asked.set(keyOf(need), need);
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
  { account, request }: Need,
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
