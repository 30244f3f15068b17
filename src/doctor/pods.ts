import { metadataOf, nameOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { ageOf, conditionsOf, labelOf, textOf } from './conditions.ts';
import type { Finding } from './finding.ts';
import { type ClusterState, objectsOf } from './state.ts';

/** After so many milliseconds a Pod that is well has started. */
const PATIENCE = 30_000;

/**
 * Whether what the controller made for an object runs: its conditions say only that it was made.
 * Source: argo-events pkg/reconciler/{eventsource,sensor}/resource.go (the labels and the Deployment).
 */
export function deploymentFindings(state: ClusterState, kind: 'EventSource' | 'Sensor'): readonly Finding[] {
  const word = kind.toLowerCase();
  return objectsOf(state, kind).flatMap((object): Finding[] => {
    const { namespace, name } = nameOf(object);
    const own = (other: JsonObject) =>
      nameOf(other).namespace === namespace &&
      labelled(other, 'controller') === `${word}-controller` &&
      labelled(other, `${word}-name`) === name;
    const deployments = objectsOf(state, 'Deployment').filter(own);
    const deployed = conditionsOf(object).some(
      ({ type, status }) => type === 'Deployed' && status === 'True',
    );
    const [deployment] = deployments;
    if (deployment === undefined) {
      if (!deployed || ageOf(object, state.now) < PATIENCE) return [];
      return [
        {
          severity: 'error',
          title: 'has no Deployment, though its conditions say that it is deployed',
          object: labelOf(object),
        },
      ];
    }
    const pods = objectsOf(state, 'Pod').filter(own);
    const evidence = troubleOf(state, pods, nameOf(deployment).name);
    if (isAvailable(deployment)) return restartFindings(object, pods);
    if (ageOf(deployment, state.now) < PATIENCE && evidence.length === 0) return [];
    return [
      {
        severity: 'error',
        title: `no pod of it runs${deployed ? ', though its conditions say that it is deployed' : ''}`,
        object: labelOf(object),
        evidence:
          evidence.length > 0
            ? evidence
            : [`Deployment/${namespace}/${nameOf(deployment).name} is not available`],
        command: `kubectl --context ${state.context} describe pods -n ${namespace} -l controller=${word}-controller,${word}-name=${name}`,
      },
    ];
  });
}

/** What the containers of Pods and the events of a workload say is wrong, one line each, at most five. */
export function troubleOf(
  state: ClusterState,
  pods: readonly JsonObject[],
  workload: string,
): readonly string[] {
  const names = new Set(pods.map((pod) => nameOf(pod).name));
  const states = pods.flatMap(waitingOf);
  const events = objectsOf(state, 'Event').flatMap((event) => {
    const about = textOf(valueAt(event, ['involvedObject', 'name']));
    const isOurs = names.has(about) || about === workload || isReplicaSetOf(about, workload);
    if (!isOurs || textOf(event['type']) === 'Normal') return [];
    return [`event ${textOf(event['reason'])}: ${textOf(event['message']).trim()}`];
  });
  return [...new Set([...states, ...events])].slice(0, 5);
}

/** A Deployment's name, and the hash of its Pods behind it. */
function isReplicaSetOf(name: string, deployment: string): boolean {
  return name.startsWith(`${deployment}-`) && !name.slice(deployment.length + 1).includes('-');
}

/** Why containers wait: `container "main" of pod "x" waits: ErrImagePull …`. */
export function waitingOf(pod: JsonObject): readonly string[] {
  return statusesOf(pod).flatMap((status) => {
    const waiting = valueAt(status, ['state', 'waiting']);
    if (!isObject(waiting)) return [];
    const message = textOf(waiting['message']);
    const why = [textOf(waiting['reason']), message].filter((part) => part !== '').join(': ');
    return [`container "${textOf(status['name'])}" of pod "${nameOf(pod).name}" waits: ${why}`];
  });
}

function restartFindings(object: JsonObject, pods: readonly JsonObject[]): Finding[] {
  return pods.flatMap((pod) =>
    statusesOf(pod).flatMap((status): Finding[] => {
      const restarts = status['restartCount'];
      if (typeof restarts !== 'number' || restarts === 0) return [];
      const last = valueAt(status, ['lastState', 'terminated']);
      const end = isObject(last) ? `: ${textOf(last['reason'])}, exit code ${String(last['exitCode'])}` : '';
      return [
        {
          severity: 'warning',
          title: `container "${textOf(status['name'])}" has restarted ${restarts} times`,
          object: labelOf(object),
          evidence: [`pod "${nameOf(pod).name}"${end}`],
          command: `kubectl logs --previous -n ${nameOf(pod).namespace} ${nameOf(pod).name}`,
        },
      ];
    }),
  );
}

function statusesOf(pod: JsonObject): readonly JsonObject[] {
  return ['initContainerStatuses', 'containerStatuses'].flatMap((key) => {
    const statuses = valueAt(pod, ['status', key]);
    return isArray(statuses) ? statuses.filter(isObject) : [];
  });
}

export function isAvailable(deployment: JsonObject): boolean {
  return conditionsOf(deployment).some(({ type, status }) => type === 'Available' && status === 'True');
}

export function labelled(object: JsonObject, key: string): JsonValue | undefined {
  const labels = metadataOf(object)['labels'];
  return isObject(labels) ? labels[key] : undefined;
}
