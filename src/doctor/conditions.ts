import { nameOf } from '../cluster/object.ts';
import { type JsonObject, textOf } from '../json.ts';
import { ageOf, duration, isYoung } from './age.ts';
import type { Finding } from './finding.ts';
import { kubectl } from './kubectl.ts';
import { labelOf, objectsAt } from './object.ts';
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
