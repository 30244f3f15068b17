import { hasCondition, metadataOf, nameOf, uidOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';

/** What a cluster shows of something that is to get ready. */
export interface Observation {
  /** The Deployment, StatefulSet or EventBus itself; undefined: not there. */
  readonly object: JsonObject | undefined;
  readonly pods: readonly JsonObject[];
  /** Warnings of its namespace. */
  readonly events: readonly JsonObject[];
  /** PersistentVolumeClaims of its namespace. */
  readonly claims: readonly JsonObject[];
}

/** `reason` is why it is not ready. `hopeless`: it does not get ready without somebody's help. */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: string; readonly hopeless: boolean };

const READY: Readiness = { ready: true };

/** A Deployment: all replicas are of the newest template and available. Source: kubectl pkg/polymorphichelpers/rollout_status.go. */
export function deploymentReadiness(observed: Observation): Readiness {
  const { object } = observed;
  if (object === undefined) return waiting('it is not there');
  const wanted = numberAt(object, ['spec', 'replicas']) ?? 1;
  const seen = numberAt(object, ['status', 'observedGeneration']);
  if (seen === undefined) return waiting('no controller of the cluster has looked at its Deployment yet');
  if (seen < (numberAt(object, ['metadata', 'generation']) ?? 0))
    return waiting('the change is not rolled out yet');
  const updated = numberAt(object, ['status', 'updatedReplicas']) ?? 0;
  const available = numberAt(object, ['status', 'availableReplicas']) ?? 0;
  const all = numberAt(object, ['status', 'replicas']) ?? 0;
  if (updated >= wanted && available >= wanted && all <= updated) return READY;
  return (
    reasonOf(observed, wanted) ??
    waiting(`${Math.min(available, updated)} of ${wanted} replicas are available`)
  );
}

/**
 * The StatefulSet of an EventBus that asks for so many servers: `Deployed` of the bus is true before the first Pod is
 * made, and stays so when somebody scales the servers down, which the controller does not undo.
 * Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go (createStatefulSet compares an annotation only).
 */
export function statefulSetReadiness(observed: Observation, servers: number): Readiness {
  const { object } = observed;
  if (object === undefined) return waiting('its StatefulSet is not there yet');
  const wanted = numberAt(object, ['spec', 'replicas']) ?? 1;
  if (wanted < servers) {
    const { namespace, name } = nameOf(object);
    const what = `StatefulSet "${name}" has ${wanted} replicas, and the bus asks for ${servers}`;
    if (wanted > 0) return waiting(what);
    // The controller never asks for none.
    return waiting(`${what}: kubectl -n ${namespace} scale statefulset ${name} --replicas=${servers}`, true);
  }
  const ready = numberAt(object, ['status', 'readyReplicas']) ?? 0;
  const isCurrent =
    valueAt(object, ['status', 'currentRevision']) === valueAt(object, ['status', 'updateRevision']);
  if (ready >= wanted && isCurrent) return READY;
  return reasonOf(observed, wanted) ?? waiting(`${ready} of ${wanted} servers are ready`);
}

/** The conditions of an EventBus: they say that its objects are written, not that it runs. */
export function busReadiness(bus: JsonObject | undefined): Readiness {
  if (bus === undefined) return waiting('it is not there');
  const conditions = valueAt(bus, ['status', 'conditions']);
  if (!isArray(conditions) || conditions.length === 0) {
    return waiting('no controller of Argo Events has looked at it yet');
  }
  const bad = conditions.find((condition) => isObject(condition) && condition['status'] === 'False');
  if (isObject(bad)) return waiting(sentence(bad['reason'], bad['message']));
  return hasCondition(bus, 'Deployed') ? READY : waiting('it is not deployed yet');
}

function waiting(reason: string, hopeless = false): Readiness {
  return { ready: false, reason, hopeless };
}

/** The worst of what the Pods show; undefined where they show nothing. */
function reasonOf({ object, pods, events, claims }: Observation, wanted: number): Readiness | undefined {
  const name = object === undefined ? '' : nameOf(object).name;
  const living = pods.filter((pod) => metadataOf(pod)['deletionTimestamp'] === undefined);
  for (const pod of living) {
    const found = podReason(pod, events, claims);
    if (found !== undefined) return found;
  }
  if (living.length >= wanted) return undefined;
  // Quotas, admission, a missing account: Pods that were never made leave nothing but an event.
  const refused = events.filter((event) => {
    const involved = valueAt(event, ['involvedObject', 'name']);
    const isOurs = typeof involved === 'string' && (involved === name || involved.startsWith(`${name}-`));
    return isOurs && event['reason'] === 'FailedCreate';
  });
  const last = refused.at(-1);
  return last === undefined ? undefined : waiting(`its Pods are refused: ${text(last['message'])}`);
}

/** Nothing that waiting would mend. */
const HOPELESS: ReadonlySet<string> = new Set(['InvalidImageName', 'ErrImageNeverPull']);

function podReason(
  pod: JsonObject,
  events: readonly JsonObject[],
  claims: readonly JsonObject[],
): Readiness | undefined {
  const { name } = nameOf(pod);
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((field) => {
    const list = valueAt(pod, ['status', field]);
    return isArray(list) ? list.filter((item) => isObject(item)) : [];
  });
  for (const status of statuses) {
    const state = valueAt(status, ['state', 'waiting']);
    if (!isObject(state)) continue;
    const reason = text(state['reason']);
    if (reason === '' || reason === 'ContainerCreating' || reason === 'PodInitializing') continue;
    const who = `container "${text(status['name'])}" of Pod "${name}"`;
    if (PULLING.has(reason)) return waiting(`${who} ${pullTrouble(text(status['image']), state['message'])}`);
    const ended = valueAt(status, ['lastState', 'terminated']);
    const end = isObject(ended) ? `; it ended with code ${String(ended['exitCode'])}${said(ended)}` : '';
    return waiting(`${who}: ${sentence(reason, state['message'])}${end}`, HOPELESS.has(reason));
  }
  const claim = pendingClaim(pod, claims);
  if (claim !== undefined) {
    return waiting(`Pod "${name}" waits for PersistentVolumeClaim "${claim}"${warningOf(events, claim, '')}`);
  }
  const conditions = valueAt(pod, ['status', 'conditions']);
  for (const condition of isArray(conditions) ? conditions : []) {
    if (!isObject(condition) || condition['type'] !== 'PodScheduled' || condition['status'] !== 'False')
      continue;
    return waiting(`Pod "${name}" finds no node: ${text(condition['message']) || text(condition['reason'])}`);
  }
  // What fails with a container stands in its state a moment later, with the whole cause.
  const telling = events.filter((event) => event['reason'] !== 'Failed');
  const warning = warningOf(telling, name, uidOf(pod));
  return warning === '' ? undefined : waiting(`Pod "${name}"${warning}`);
}

/** The kubelet goes from one to the other and back, for one and the same cause. */
const PULLING: ReadonlySet<string> = new Set(['ErrImagePull', 'ImagePullBackOff']);

/**
 * The cause without what each layer puts before it.
 * Sources: kubernetes pkg/kubelet/images/image_manager.go, containerd client/pull.go and core/remotes/docker.
 */
function pullTrouble(image: string, message: JsonValue | undefined): string {
  const cause = text(message)
    .replace(/^Back-off pulling image "[^"]*"(?:: )?/, '')
    .replace(/^ErrImagePull: /, '')
    .replace(/^rpc error: code = \w+ desc = /, '')
    .replace(/^failed to pull and unpack image "[^"]*": /, '')
    .replace(/^failed to resolve reference "[^"]*": /, '')
    .replace(new RegExp(`^\\S*${image.replace(/[^\w-]/g, '\\$&')}: `), '');
  return `cannot pull image "${image}"${cause === '' ? '' : `: ${cause}`}`;
}

function pendingClaim(pod: JsonObject, claims: readonly JsonObject[]): string | undefined {
  const volumes = valueAt(pod, ['spec', 'volumes']);
  const named = (isArray(volumes) ? volumes : []).map((volume) =>
    valueAt(volume, ['persistentVolumeClaim', 'claimName']),
  );
  const pending = claims.find(
    (claim) => named.includes(nameOf(claim).name) && valueAt(claim, ['status', 'phase']) === 'Pending',
  );
  return pending === undefined ? undefined : nameOf(pending).name;
}

/** `: FailedMount: …` for the last warning about an object; '' where nobody warns. */
function warningOf(events: readonly JsonObject[], name: string, uid: string): string {
  const last = events
    .filter((event) => {
      const involved = event['involvedObject'];
      if (!isObject(involved) || involved['name'] !== name) return false;
      // A Pod that took the name of another one has none of its troubles.
      return uid === '' || involved['uid'] === undefined || involved['uid'] === uid;
    })
    .at(-1);
  return last === undefined ? '' : `: ${sentence(last['reason'], last['message'])}`;
}

function said(ended: JsonObject): string {
  const reason = text(ended['reason']);
  return reason === '' ? '' : ` (${reason})`;
}

function sentence(reason: JsonValue | undefined, message: JsonValue | undefined): string {
  return [text(reason), text(message)].filter((part) => part !== '').join(': ');
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function numberAt(object: JsonObject, path: readonly string[]): number | undefined {
  const value = valueAt(object, path);
  return typeof value === 'number' ? value : undefined;
}
