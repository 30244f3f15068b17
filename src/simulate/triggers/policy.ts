import { isArray, isObject, type JsonObject, objectAt, scalarText } from '../../json.ts';
import type { TriggerKind } from '../../model/kinds/sensor.ts';
import { readBackoff } from '../bus/backoff.ts';
import type { Failure } from '../failure.ts';
import { type Executed, place, type Round } from './round.ts';

const WITH_STATUS: ReadonlySet<TriggerKind> = new Set(['http', 'awsLambda', 'openWhisk']);
const WITH_OBJECT: ReadonlySet<TriggerKind> = new Set(['k8s', 'argoWorkflow']);

/**
 * The trigger's policy, as a hop of its own when it has one. What it would find can only be known in the cluster.
 * Source: argo-events pkg/sensors/triggers/(every kind's ApplyPolicy), pkg/sensors/policy.
 */
export function applyPolicy(round: Round, kind: TriggerKind, executed: Executed): Failure | undefined {
  const policy = objectAt(round.spec, 'policy');
  const labels = objectAt(objectAt(policy, 'k8s'), 'labels');
  const allow = objectAt(policy, 'status')?.['allow'];
  if (labels !== undefined && WITH_OBJECT.has(kind)) return waitForLabels(round, executed, labels);
  if (isArray(allow) && WITH_STATUS.has(kind)) {
    round.trail.add({
      kind: 'policy',
      name: 'status',
      verdict: 'passed',
      summary: `would fail unless the answer's status is one of ${allow.map(String).join(', ')}`,
      at: place(round, 'policy', 'status'),
      notes: ['the answer is not known here; it is taken to have an allowed status'],
    });
  }
  return undefined;
}

function waitForLabels(round: Round, executed: Executed, labels: JsonObject): Failure | undefined {
  const k8s = objectAt(objectAt(round.spec, 'policy'), 'k8s') ?? {};
  const backoff = readBackoff(round.engine, objectAt(k8s, 'backoff'));
  const at = place(round, 'policy', 'k8s');
  const hop = { kind: 'policy', name: 'labels', at } as const;
  if (executed.result === 'none') {
    const failure: Failure = { kind: 'error', error: 'failed to interpret the trigger resource' };
    const note =
      'a policy on labels cannot work with this operation: what the sensor has afterwards is no object to look at';
    round.trail.add({ ...hop, verdict: 'failed', summary: failure.error, notes: [note] });
    return failure;
  }
  if (!backoff.ok) {
    round.trail.add({ ...hop, verdict: 'failed', summary: backoff.error });
    return { kind: 'error', error: backoff.error };
  }
  const wanted = Object.entries(labels).map(([key, value]) => `${key}=${scalarText(value) ?? ''}`);
  const otherwise = k8s['errorOnBackoffTimeout'] === true ? 'the trigger fails' : 'nothing happens';
  round.trail.add({
    ...hop,
    verdict: 'passed',
    summary: `would look ${backoff.steps} times, ${backoff.waits} apart, for ${wanted.join(', ') || 'any labels'}`,
    notes: [`the object's labels are not known here; when they do not appear in time, ${otherwise}`],
  });
  return undefined;
}

/** What a policy that this kind of trigger never looks at deserves to be told. */
export function ignoredPolicy(spec: JsonObject, kind: TriggerKind): string[] {
  const policy = objectAt(spec, 'policy');
  const notes: string[] = [];
  if (isObject(policy?.['k8s']) && !WITH_OBJECT.has(kind)) {
    notes.push(`"policy.k8s" has no effect on a trigger of the kind "${kind}"`);
  }
  if (isObject(policy?.['status']) && !WITH_STATUS.has(kind)) {
    notes.push(`"policy.status" has no effect on a trigger of the kind "${kind}"`);
  }
  return notes;
}
