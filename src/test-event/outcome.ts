import type { OverallOutcome } from './overall-outcome.ts';
import type { FiringResult, FollowedEvent, TriggerResult } from './result.ts';

/** Heaviest first: one crash, failure or rejection is news even when another trigger of the same event fires. */
const WEIGHT: readonly OverallOutcome[] = [
  'crashed',
  'failed',
  'rejected',
  'fires',
  'inert',
  'waiting',
  'discarded',
  'filtered',
  'dropped',
];
const DECISIVE: ReadonlySet<OverallOutcome> = new Set(['crashed', 'failed', 'rejected', 'fires']);

/** The outcome of all firings together, or of the triggers that `of` names. */
export function outcomeOf(
  firings: readonly FiringResult[],
  of: { readonly sensor?: string; readonly trigger?: string } = {},
): OverallOutcome {
  // A trigger's state builds up over the firings. Once it did its work, that is the answer; else the last one is.
  const byTrigger = new Map<string, OverallOutcome>();
  for (const firing of firings) {
    for (const trigger of allTriggers(firing)) {
      if (of.trigger !== undefined && of.trigger !== trigger.trigger) continue;
      if (of.sensor !== undefined && of.sensor !== trigger.sensor) continue;
      const key = JSON.stringify([trigger.namespace, trigger.sensor, trigger.trigger]);
      const before = byTrigger.get(key);
      const now = triggerOutcome(trigger);
      byTrigger.set(key, before !== undefined && DECISIVE.has(before) ? heavier(before, now) : now);
    }
  }
  return [...byTrigger.values()].reduce<OverallOutcome>(heavier, 'dropped');
}

/** What a firing has to say to {@link outcomeOf}: of several that say the same, only the last one counts. */
export function outcomesOf(firing: FiringResult): readonly string[] {
  const outcomes = allTriggers(firing).map((trigger) =>
    JSON.stringify([trigger.namespace, trigger.sensor, trigger.trigger, triggerOutcome(trigger)]),
  );
  return outcomes.length === 0 ? ['dropped'] : outcomes;
}

/** The triggers of an event and of the further events of the same request. */
export function allTriggers({ triggers, others }: FollowedEvent): readonly TriggerResult[] {
  return others === undefined ? triggers : [...triggers, ...others.flatMap(allTriggers)];
}

/** A trigger that fires is judged by its Workflow, where it makes one. */
export function triggerOutcome(trigger: TriggerResult): OverallOutcome {
  if (trigger.outcome !== 'fires') return trigger.outcome;
  // Its pods may not report how they ended.
  if (trigger.hops.some(({ kind, verdict }) => kind === 'permission' && verdict === 'failed'))
    return 'failed';
  switch (trigger.workflow?.phase) {
    case 'Rejected':
      return 'rejected';
    case 'Failed':
    case 'Error':
      return 'failed';
    default:
      return 'fires';
  }
}

function heavier(a: OverallOutcome, b: OverallOutcome): OverallOutcome {
  return WEIGHT.indexOf(a) <= WEIGHT.indexOf(b) ? a : b;
}
