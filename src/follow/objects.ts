import { isArray, isObject, type JsonObject, type JsonValue, textOf, valueAt } from '../json.ts';
import type { Evidence, Seen } from './hop.ts';

export function named(object: JsonObject): string {
  return textOf(valueAt(object, ['metadata', 'name']));
}

export function labelOf(object: JsonObject, label: string): string {
  return textOf(valueAt(object, ['metadata', 'labels', label]));
}

export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return isArray(value) ? value.filter(isObject) : [];
}

export function ofKind({ objects }: Seen, kind: string): readonly JsonObject[] {
  return objects.filter((object) => object['kind'] === kind);
}

/** The Pods with that label that are not on their way out. */
export function podsWith(seen: Seen, label: string, value: string): readonly JsonObject[] {
  return ofKind(seen, 'Pod').filter(
    (pod) => labelOf(pod, label) === value && valueAt(pod, ['metadata', 'deletionTimestamp']) === undefined,
  );
}

/**
 * The condition that says that an EventSource or Sensor is not deployed. That all are true says nothing about its Pods.
 * Source: argo-events pkg/apis/events/v1alpha1/status_types.go.
 */
export function badCondition(object: JsonObject): Evidence | undefined {
  const bad = objectsIn(valueAt(object, ['status', 'conditions'])).find(({ status }) => status === 'False');
  if (bad === undefined) return undefined;
  const parts = [`${textOf(bad['type'])} is False`, textOf(bad['reason']), textOf(bad['message'])];
  return {
    from: `status of ${textOf(object['kind'])} ${named(object)}`,
    text: parts.filter((part) => part !== '').join(': '),
  };
}

/** Why none of the Pods runs; undefined where one is ready. */
export function podTrouble(pods: readonly JsonObject[], owner: string, seen: Seen): Evidence | undefined {
  if (pods.some(isReady)) return undefined;
  for (const pod of pods) {
    const trouble = stuck(pod, seen);
    if (trouble !== undefined) return trouble;
  }
  const [pod] = pods;
  if (pod !== undefined) {
    return {
      from: `status of Pod ${named(pod)}`,
      text: `${textOf(valueAt(pod, ['status', 'phase']))}, not ready`,
    };
  }
  const refused = warnings(seen).find(
    (event) =>
      event['reason'] === 'FailedCreate' &&
      textOf(valueAt(event, ['involvedObject', 'kind'])) === 'ReplicaSet' &&
      textOf(valueAt(event, ['involvedObject', 'name'])).startsWith(`${owner}-`),
  );
  return refused === undefined
    ? { from: `pods of ${owner}`, text: 'there is none' }
    : {
        from: `event of ReplicaSet ${textOf(valueAt(refused, ['involvedObject', 'name']))}`,
        text: said(refused),
      };
}

const STUCK: ReadonlySet<string> = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
  'CrashLoopBackOff',
]);

/** What keeps a Pod from running that waiting alone does not mend. Source: the kubelet's reasons of waiting containers. */
export function stuck(pod: JsonObject, seen: Seen): Evidence | undefined {
  const statuses = ['initContainerStatuses', 'containerStatuses'].flatMap((field) =>
    objectsIn(valueAt(pod, ['status', field])),
  );
  for (const status of statuses) {
    const reason = textOf(valueAt(status, ['state', 'waiting', 'reason']));
    if (!STUCK.has(reason)) continue;
    const message = textOf(valueAt(status, ['state', 'waiting', 'message']));
    const text = `${textOf(status['name'])}: ${reason}${message === '' ? '' : `: ${message}`}`;
    return { from: `status of Pod ${named(pod)}`, text };
  }
  if (isReady(pod) || valueAt(pod, ['status', 'phase']) !== 'Pending') return undefined;
  const event = warnings(seen).find(
    (one) =>
      textOf(valueAt(one, ['involvedObject', 'kind'])) === 'Pod' &&
      textOf(valueAt(one, ['involvedObject', 'name'])) === named(pod) &&
      ['FailedMount', 'FailedAttachVolume', 'FailedScheduling'].includes(textOf(one['reason'])),
  );
  return event && { from: `event of Pod ${named(pod)}`, text: said(event) };
}

/** The ids of the containers of all Pods that run. */
export function runningContainers(seen: Seen): ReadonlySet<string> {
  const ids = ofKind(seen, 'Pod')
    .flatMap((pod) => objectsIn(valueAt(pod, ['status', 'containerStatuses'])))
    .filter((status) => isObject(valueAt(status, ['state', 'running'])))
    .map(({ containerID }) => textOf(containerID));
  return new Set(ids);
}

/** A container of the Pods that ran before, and has ended since. */
export function endedSince(pods: readonly JsonObject[], running: ReadonlySet<string>): Evidence | undefined {
  for (const pod of pods) {
    for (const status of objectsIn(valueAt(pod, ['status', 'containerStatuses']))) {
      for (const state of ['state', 'lastState']) {
        const ended = valueAt(status, [state, 'terminated']);
        if (!isObject(ended) || !running.has(textOf(ended['containerID']))) continue;
        const text = `container "${textOf(status['name'])}" ended with exit code ${String(ended['exitCode'])}`;
        return { from: `status of Pod ${named(pod)}`, text };
      }
    }
  }
  return undefined;
}

function isReady(pod: JsonObject): boolean {
  return objectsIn(valueAt(pod, ['status', 'conditions'])).some(
    ({ type, status }) => type === 'Ready' && status === 'True',
  );
}

function warnings(seen: Seen): readonly JsonObject[] {
  return ofKind(seen, 'Event').filter(({ type }) => type === 'Warning');
}

function said(event: JsonObject): string {
  return `${textOf(event['reason'])}: ${textOf(event['message'])}`;
}
