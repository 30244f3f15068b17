import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import type { FiringResult, FollowedEvent, TriggerResult } from './result.ts';

/**
 * What became of the event as a whole, or of one trigger. Beyond a trigger's own outcomes:
 * dropped: it never reached a sensor (refused by the event source, dropped by its filter, nobody listens) ·
 * rejected: the trigger fires, and its Workflow is not accepted · failed: also when that Workflow cannot succeed.
 */
export const OVERALL_OUTCOMES = [
  'fires',
  'filtered',
  'discarded',
  'waiting',
  'failed',
  'crashed',
  'inert',
  'dropped',
  'rejected',
] as const;
export type OverallOutcome = (typeof OVERALL_OUTCOMES)[number];

/** `filtered`, or `filtered:TRIGGER`, or `filtered:SENSOR/TRIGGER`. */
export interface Expectation {
  readonly outcome: OverallOutcome;
  readonly sensor?: string;
  readonly trigger?: string;
}

export interface ExpectationResult {
  /** As on the command line: `fires`, `filtered:notify`. */
  readonly expected: string;
  readonly actual: OverallOutcome;
  readonly met: boolean;
}

/** Throws a UserError (usage) for an unknown outcome. */
export function parseExpectation(text: string): Expectation {
  const colon = text.indexOf(':');
  const word = colon < 0 ? text : text.slice(0, colon);
  const outcome = OVERALL_OUTCOMES.find((known) => known === word);
  if (outcome === undefined) {
    const near = nearest(word, OVERALL_OUTCOMES);
    throw new UserError(
      'usage',
      `unknown outcome "${word}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
      `expect one of ${OVERALL_OUTCOMES.join(', ')}; or OUTCOME:TRIGGER`,
    );
  }
  if (colon < 0) return { outcome };
  const target = text.slice(colon + 1);
  if (target === '')
    throw new UserError('usage', `"${text}" names no trigger after the colon`, `${word}:TRIGGER`);
  const slash = target.indexOf('/');
  return slash < 0
    ? { outcome, trigger: target }
    : { outcome, sensor: target.slice(0, slash), trigger: target.slice(slash + 1) };
}

/**
 * Which expectations came true. Without any, the flow is expected to fire.
 * A trigger that an expectation names must be one of `known` ([sensor, trigger] pairs): else a UserError (usage).
 */
export function judge(
  expectations: readonly Expectation[],
  firings: readonly FiringResult[],
  known: readonly (readonly [sensor: string, trigger: string])[],
): readonly ExpectationResult[] {
  checkNames(expectations, known);
  const asked: readonly Expectation[] = expectations.length === 0 ? [{ outcome: 'fires' }] : expectations;
  return asked.map((expectation) => {
    const actual = outcomeOf(firings, expectation);
    return { expected: formatExpectation(expectation), actual, met: actual === expectation.outcome };
  });
}

/** Throws a UserError (usage) when an expectation names a trigger that no sensor has. */
export function checkNames(
  expectations: readonly Expectation[],
  known: readonly (readonly [sensor: string, trigger: string])[],
): void {
  for (const expectation of expectations) {
    const { trigger, sensor } = expectation;
    if (trigger === undefined || known.some(([s, t]) => t === trigger && (sensor ?? s) === s)) continue;
    const written = sensor === undefined ? trigger : `${sensor}/${trigger}`;
    const names = known.map(([s, t]) => (sensor === undefined ? t : `${s}/${t}`));
    const near = nearest(written, names);
    throw new UserError(
      'usage',
      `no trigger "${written}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
      names.length === 0 ? undefined : `the triggers are ${[...new Set(names)].join(', ')}`,
    );
  }
}

function formatExpectation({ outcome, sensor, trigger }: Expectation): string {
  if (trigger === undefined) return outcome;
  return sensor === undefined ? `${outcome}:${trigger}` : `${outcome}:${sensor}/${trigger}`;
}

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
