import { metadataOf, nameOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, textOf, valueAt } from '../json.ts';
import type { Finding } from './finding.ts';
import { kubectl } from './kubectl.ts';
import { type ClusterState, objectsOf } from './state.ts';

/** After so many milliseconds a controller that works has written something. */
export const PATIENCE = 60_000;

/**
 * What the controller of Argo Events says of its objects: a condition that is False, or nothing at all.
 * Source: argo-events pkg/apis/events/v1alpha1/status_types.go.
 */
export function conditionFindings(
  state: ClusterState,
  kind: 'EventBus' | 'EventSource' | 'Sensor',
): readonly Finding[] {
  return objectsOf(state, kind).flatMap((object): Finding[] => {
    const { namespace, name } = nameOf(object);
    const label = labelOf(object);
    const command = kubectl(state, `describe ${kind.toLowerCase()} ${name}`, namespace);
    const conditions = conditionsOf(object);
    if (conditions.length === 0) {
      if (isYoung(object, state, PATIENCE)) return [];
      return [
        {
          severity: 'error',
          title: `no controller has seen it for ${duration(ageOf(object, state.now))}`,
          object: label,
          evidence: ['status.conditions is empty'],
          hint: `is the controller of Argo Events running, and does it watch namespace "${namespace}"?`,
          command,
        },
      ];
    }
    const wrong = conditions.filter(({ status }) => status === 'False');
    return wrong.map(({ type, reason, message }) => ({
      severity: 'error',
      title: `${type} is False${reason === '' ? '' : `: ${reason}`}`,
      object: label,
      evidence: [`condition ${type}=False ${reason} ${message}`.trim()],
      hint: HINTS.get(reason) ?? 'the controller of Argo Events says more in its log',
      command,
    }));
  });
}

/** Source of the reasons: argo-events pkg/reconciler/{eventbus,eventsource,sensor}. */
const HINTS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    EventBusNotFound: 'make the EventBus that it names, or name another one in spec.eventBusName',
    EventBusNotReady: 'mend the EventBus first: its own conditions say what is wrong',
    InvalidEventSource: 'the message says which event the controller refuses; argoflow lint explains it',
    InvalidDependencies:
      'the message says which dependency the controller refuses; argoflow lint explains it',
    InvalidTriggers: 'the message says which trigger the controller refuses; argoflow lint explains it',
    InvalidEventBus: 'the sensor cannot work with that bus; argoflow lint explains it',
    InvalidSpec: 'the message says what the controller refuses; argoflow lint explains it',
    JetStreamStatefulSetFailed:
      'is the version of the bus one that the configuration of the controller offers?',
    JetStreamAuthSecretsFailed:
      'the controller could not write the Secrets of the bus: are there others of that name?',
  }),
);

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionsOf(object: JsonObject): readonly Condition[] {
  return objectsAt(object, ['status', 'conditions']).map((one) => ({
    type: textOf(one['type']),
    status: textOf(one['status']),
    reason: textOf(one['reason']),
    message: textOf(one['message']),
  }));
}

/** `condition Type=False Reason: message` for a condition of that type that is not as it should be. */
export function conditionText({ type, status, reason, message }: Condition): string {
  const why = [reason, message].filter((part) => part !== '').join(': ');
  return `condition ${type}=${status} ${why}`.trim();
}

/** Milliseconds since it was made; 0 where nobody knows. */
export function ageOf(object: JsonObject, now: number): number {
  return since(metadataOf(object)['creationTimestamp'], now);
}

/** May it still be starting, so that nothing can be said of it yet? */
export function isYoung(
  object: JsonObject,
  { now, awaited }: Pick<ClusterState, 'now' | 'awaited'>,
  patience: number,
): boolean {
  return !awaited && ageOf(object, now) < patience;
}

/** Milliseconds since 1970; NaN where nobody knows. */
export function createdAt(object: JsonObject): number {
  return Date.parse(textOf(metadataOf(object)['creationTimestamp']));
}

/** Milliseconds since an RFC 3339 time; 0 for what is none. */
export function since(time: JsonValue | undefined, now: number): number {
  const age = now - Date.parse(textOf(time));
  return Number.isFinite(age) ? age : 0;
}

/** `45s`, `12m`, `5h`, `3d`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}

/** Is it on its way out? */
export function isTerminating(object: JsonObject): boolean {
  return metadataOf(object)['deletionTimestamp'] !== undefined;
}

/** `Kind/namespace/name`. */
export function labelOf(object: JsonObject): string {
  const { kind, namespace, name } = nameOf(object);
  return [kind, namespace, name].filter((part) => part !== '').join('/');
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The objects of the list at a path. */
export function objectsAt(object: JsonObject, path: readonly (string | number)[]): readonly JsonObject[] {
  const list = valueAt(object, path);
  return isArray(list) ? list.filter(isObject) : [];
}
