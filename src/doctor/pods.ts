import { metadataOf, nameOf, uidOf } from '../cluster/object.ts';
import { isObject, type JsonObject, type JsonValue, numberOf, scalarText, textOf, valueAt } from '../json.ts';
import { isYoung } from './age.ts';
import { conditionsOf, conditionText } from './conditions.ts';
import type { Finding } from './finding.ts';
import { kubectl } from './kubectl.ts';
import { isTerminating, labelOf, objectsAt } from './object.ts';
import { type ClusterState, objectsOf } from './state.ts';

/** After so many milliseconds a Pod that is well has started. */
export const PATIENCE = 30_000;

/**
 * What the controller made for an object, by its labels.
 * Source: argo-events pkg/reconciler/{eventsource,sensor}/resource.go, eventbus/installer/jetstream.go.
 */
export function madeFor(
  state: ClusterState,
  owner: JsonObject,
  kind: 'Deployment' | 'StatefulSet' | 'Pod' | 'Service',
): readonly JsonObject[] {
  const { kind: ownerKind, namespace, name } = nameOf(owner);
  let index = MADE.get(state.objects);
  if (index === undefined) {
    index = indexOf(state);
    MADE.set(state.objects, index);
  }
  return index.get(`${kind} ${ownerKind.toLowerCase()} ${namespace}/${name}`) ?? [];
}

/** Looked up by every check for every object, so that it is put in order once for each look at a cluster. */
const MADE = new WeakMap<ClusterState['objects'], ReadonlyMap<string, readonly JsonObject[]>>();

function indexOf(state: ClusterState): ReadonlyMap<string, readonly JsonObject[]> {
  const index = new Map<string, JsonObject[]>();
  for (const kind of ['Deployment', 'StatefulSet', 'Pod', 'Service'] as const) {
    for (const object of objectsOf(state, kind)) {
      const controller = textOf(labelled(object, 'controller'));
      if (!controller.endsWith('-controller')) continue;
      const word = controller.slice(0, -'-controller'.length);
      const key = `${kind} ${word} ${nameOf(object).namespace}/${textOf(labelled(object, `${word}-name`))}`;
      const others = index.get(key);
      if (others === undefined) index.set(key, [object]);
      else others.push(object);
    }
  }
  return index;
}

/** Lists the Pods that the controller made for an object. */
export function podsCommand(state: ClusterState, owner: JsonObject, verb = 'describe'): string {
  const { kind, namespace, name } = nameOf(owner);
  const word = kind.toLowerCase();
  return kubectl(state, `${verb} pods -l controller=${word}-controller,${word}-name=${name}`, namespace);
}

/** Whether what the controller made for an object runs: its conditions say only that it was made. */
export function deploymentFindings(state: ClusterState, kind: 'EventSource' | 'Sensor'): readonly Finding[] {
  return objectsOf(state, kind).flatMap((object): Finding[] => {
    const { namespace } = nameOf(object);
    const [deployment] = madeFor(state, object, 'Deployment');
    const deployed = conditionsOf(object).some(
      ({ type, status }) => type === 'Deployed' && status === 'True',
    );
    const command = podsCommand(state, object);
    if (deployment === undefined) {
      if (!deployed || isYoung(object, state, PATIENCE)) return [];
      return [
        {
          severity: 'error',
          title: 'has no Deployment, though its conditions say that it is deployed',
          object: labelOf(object),
          evidence: [`no Deployment in namespace "${namespace}" has its labels`],
          hint: 'something deleted it, and the controller has not made it again: is the controller running?',
          command: kubectl(state, 'get deployments --show-labels', namespace),
        },
      ];
    }
    const pods = madeFor(state, object, 'Pod');
    const evidence = troubleOf(state, pods, deployment);
    if (isAvailable(deployment)) return [];
    if (isYoung(deployment, state, PATIENCE) && evidence.length === 0) return [];
    return [
      {
        severity: 'error',
        title: `no pod of it runs${deployed ? ', though its conditions say that it is deployed' : ''}`,
        object: labelOf(object),
        evidence:
          evidence.length > 0
            ? evidence
            : [`Deployment/${namespace}/${nameOf(deployment).name} is not available`],
        hint: hintFor(evidence),
        command,
      },
    ];
  });
}

/** What mends what is wrong with Pods, by what their containers and events say. */
export function hintFor(evidence: readonly string[]): string {
  const text = evidence.join('\n');
  for (const [said, hint] of HINTS) if (said.test(text)) return hint;
  return 'what the pods say is in their events and logs';
}

/** Sources: kubernetes pkg/kubelet/images/types.go, pkg/kubelet/events/event.go, plugin/pkg/admission. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /unbound immediate PersistentVolumeClaims|FailedAttachVolume/,
    'its volume is not there: see storage/claims',
  ],
  [
    /(?:secret|configmap) "[^"]*" not found/,
    'make the Secret or ConfigMap that is missing: the pod starts as soon as it is there',
  ],
  [
    /references non-existent (?:secret|config) key/,
    'the Secret or ConfigMap lacks that key: the pod starts as soon as it has it',
  ],
  [
    /ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName/,
    'is the name of the image right, and may the node pull it?',
  ],
  [
    /violates PodSecurity/,
    'the namespace refuses such pods: set a securityContext, or relax its pod-security label',
  ],
  [/exceeded quota/, 'the quota of the namespace is used up'],
  [/error looking up service account/, 'make the ServiceAccount that is missing'],
  [/no PriorityClass with name/, 'make the PriorityClass that is missing'],
  [/OOMKilled/, 'give the container more memory'],
  [/CrashLoopBackOff|exit code/, 'why it ends is in its log: kubectl logs --previous'],
  [/FailedScheduling|finds no node/, 'no node has room for it, or matches what it asks for'],
];

/** What the containers of Pods and the events of a workload say is wrong, one line each, at most five. */
export function troubleOf(
  state: ClusterState,
  pods: readonly JsonObject[],
  workload: JsonObject | undefined,
): readonly string[] {
  const living = pods.filter((pod) => !isTerminating(pod));
  const states = living.flatMap((pod) => [...unscheduled(pod), ...waitingOf(pod)]);
  // What comes of an image that cannot be pulled is in the state of its container, too.
  const isPulling = states.some((text) => /: (?:ErrImagePull|ImagePullBackOff): /.test(text));
  const events = objectsOf(state, 'Event').flatMap((event) => {
    const reason = textOf(event['reason']);
    if (textOf(event['type']) === 'Normal' || !IS_TROUBLE.has(reason)) return [];
    if (isPulling && (reason === 'Failed' || reason === 'BackOff')) return [];
    const isOurs =
      living.some((pod) => isAbout(event, pod)) || (workload && isAboutWorkload(event, workload));
    if (!isOurs) return [];
    return [`event ${reason}: ${textOf(event['message']).trim()}`];
  });
  return [...new Set([...states, ...events])].slice(0, 5);
}

/** Warnings that say why something does not run; others come and go with every start. */
const IS_TROUBLE: ReadonlySet<string> = new Set([
  'FailedCreate',
  'FailedMount',
  'FailedAttachVolume',
  'FailedScheduling',
  'FailedCreatePodSandBox',
  'Failed',
  'BackOff',
  'InspectFailed',
  'ErrImageNeverPull',
  'FailedBinding',
  'ProvisioningFailed',
  'Evicted',
  'OOMKilling',
]);

/** A Pod that took the name of another one has none of its troubles. */
export function isAbout(event: JsonObject, object: JsonObject): boolean {
  const { kind, namespace, name } = nameOf(object);
  const involved = event['involvedObject'];
  if (!isObject(involved) || involved['kind'] !== kind || involved['name'] !== name) return false;
  if (nameOf(event).namespace !== namespace) return false;
  return uidOf(object) === '' || involved['uid'] === undefined || involved['uid'] === uidOf(object);
}

/** About a workload, or about the ReplicaSets of a Deployment: its name, and the hash of its Pods behind it. */
function isAboutWorkload(event: JsonObject, workload: JsonObject): boolean {
  if (isAbout(event, workload)) return true;
  const { namespace, name } = nameOf(workload);
  const about = textOf(valueAt(event, ['involvedObject', 'name']));
  return (
    nameOf(event).namespace === namespace &&
    valueAt(event, ['involvedObject', 'kind']) === 'ReplicaSet' &&
    about.startsWith(`${name}-`) &&
    !about.slice(name.length + 1).includes('-')
  );
}

/** Why containers wait: `container "main" of pod "x" waits: ErrImagePull …`. */
export function waitingOf(pod: JsonObject): readonly string[] {
  return statusesOf(pod).flatMap((status) => {
    const waiting = valueAt(status, ['state', 'waiting']);
    if (!isObject(waiting)) return [];
    const why = [textOf(waiting['reason']), textOf(waiting['message'])]
      .filter((part) => part !== '')
      .join(': ');
    const ended = valueAt(status, ['lastState', 'terminated']);
    const end = isObject(ended) ? `; it ended with ${endOf(ended)}` : '';
    return [`container "${textOf(status['name'])}" of pod "${nameOf(pod).name}" waits: ${why}${end}`];
  });
}

/** `exit code 137 (OOMKilled)`. */
function endOf(ended: JsonObject): string {
  const reason = textOf(ended['reason']);
  return `exit code ${scalarText(ended['exitCode']) ?? '?'}${reason === '' ? '' : ` (${reason})`}`;
}

function unscheduled(pod: JsonObject): readonly string[] {
  return conditionsOf(pod)
    .filter(({ type, status }) => type === 'PodScheduled' && status === 'False')
    .map(({ message, reason }) => `pod "${nameOf(pod).name}" finds no node: ${message || reason}`);
}

/** Containers that were started again so often that something is wrong. */
export function restartFindings(
  state: ClusterState,
  owner: JsonObject,
  pods: readonly JsonObject[],
): readonly Finding[] {
  return pods.flatMap((pod) =>
    statusesOf(pod).flatMap((status): Finding[] => {
      const restarts = numberOf(status['restartCount']) ?? 0;
      if (restarts < OFTEN) return [];
      const last = valueAt(status, ['lastState', 'terminated']);
      const { namespace, name } = nameOf(pod);
      const container = textOf(status['name']);
      return [
        {
          severity: 'warning',
          title: `container "${container}" has restarted ${restarts} times`,
          object: labelOf(owner),
          evidence: [`pod "${name}"${isObject(last) ? ` ended with ${endOf(last)}` : ''}`],
          hint: 'while it starts again it takes no events; why it ended is in its log',
          command: kubectl(state, `logs ${name} -c ${container} --previous`, namespace),
        },
      ];
    }),
  );
}

/** Pods of Argo Events end and start again until their bus is up. */
const OFTEN = 5;

export function statusesOf(pod: JsonObject): readonly JsonObject[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((key) => objectsAt(pod, ['status', key]));
}

export function isReady(pod: JsonObject): boolean {
  return conditionsOf(pod).some(({ type, status }) => type === 'Ready' && status === 'True');
}

export function isAvailable(deployment: JsonObject): boolean {
  return conditionsOf(deployment).some(({ type, status }) => type === 'Available' && status === 'True');
}

/** What a Deployment says of itself that is not well. */
export function rolloutTrouble(deployment: JsonObject): readonly string[] {
  return conditionsOf(deployment)
    .filter(
      ({ type, status }) =>
        (type === 'Available' || type === 'Progressing' || type === 'ReplicaFailure') &&
        status === (type === 'ReplicaFailure' ? 'True' : 'False'),
    )
    .map(conditionText);
}

export function labelled(object: JsonObject, key: string): JsonValue | undefined {
  const labels = metadataOf(object)['labels'];
  return isObject(labels) ? labels[key] : undefined;
}
