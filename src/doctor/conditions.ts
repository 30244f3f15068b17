import { metadataOf, nameOf } from '../cluster/object.ts';
import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import type { Finding } from './finding.ts';
import { type ClusterState, objectsOf } from './state.ts';

/** After so many milliseconds a controller that works has written something. */
const PATIENCE = 60_000;

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
    const command = `kubectl --context ${state.context} describe ${kind.toLowerCase()} ${name} -n ${namespace}`;
    const conditions = conditionsOf(object);
    if (conditions.length === 0) {
      const age = ageOf(object, state.now);
      if (age < PATIENCE) return [];
      return [
        {
          severity: 'error',
          title: `no controller has seen it for ${Math.floor(age / 1000)}s`,
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
      command,
    }));
  });
}

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export function conditionsOf(object: JsonObject): readonly Condition[] {
  const conditions = valueAt(object, ['status', 'conditions']);
  if (!isArray(conditions)) return [];
  return conditions.filter(isObject).map((one) => ({
    type: textOf(one['type']),
    status: textOf(one['status']),
    reason: textOf(one['reason']),
    message: textOf(one['message']),
  }));
}

/** Milliseconds since it was made; 0 where nobody knows. */
export function ageOf(object: JsonObject, now: number): number {
  const age = now - Date.parse(textOf(metadataOf(object)['creationTimestamp']));
  return Number.isFinite(age) ? age : 0;
}

/** `Kind/namespace/name`. */
export function labelOf(object: JsonObject): string {
  const { kind, namespace, name } = nameOf(object);
  return [kind, namespace, name].filter((part) => part !== '').join('/');
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
