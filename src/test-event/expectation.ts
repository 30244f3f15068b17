import { UserError } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { outcomeOf } from './outcome.ts';
import { OVERALL_OUTCOMES, type OverallOutcome } from './overall-outcome.ts';
import type { ExpectationResult, FiringResult } from './result.ts';

/** `filtered`, or `filtered:TRIGGER`, or `filtered:SENSOR/TRIGGER`. */
export interface Expectation {
  readonly outcome: OverallOutcome;
  readonly sensor?: string;
  readonly trigger?: string;
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
      `unknown outcome "${word}"${didYouMean(near)}`,
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
      `no trigger "${written}"${didYouMean(near)}`,
      names.length === 0 ? undefined : `the triggers are ${[...new Set(names)].join(', ')}`,
    );
  }
}

function formatExpectation({ outcome, sensor, trigger }: Expectation): string {
  if (trigger === undefined) return outcome;
  return sensor === undefined ? `${outcome}:${trigger}` : `${outcome}:${sensor}/${trigger}`;
}
