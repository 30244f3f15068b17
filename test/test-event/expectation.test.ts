import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, parseExpectation } from '../../src/test-event/expectation.ts';
import { remember } from '../../src/test-event/listen.ts';
import { outcomeOf } from '../../src/test-event/outcome.ts';
import type { FiringResult, TriggerResult } from '../../src/test-event/result.ts';

type Run = NonNullable<TriggerResult['workflow']>['phase'];

function trigger(name: string, outcome: TriggerResult['outcome'], phase?: Run): TriggerResult {
  return {
    sensor: 's',
    namespace: 'n',
    trigger: name,
    hops: [],
    outcome,
    ...(phase && { workflow: { name: 'w', phase, problems: [], parameters: {} } }),
  };
}

function firing(...triggers: readonly TriggerResult[]): FiringResult {
  return {
    eventSource: 'e',
    namespace: 'n',
    eventName: 'x',
    type: 'webhook',
    stimulus: { kind: 'http', origin: 'a request', body: '' },
    hops: [],
    triggers,
  };
}

describe('the outcome', () => {
  it.each([
    ['dropped', [firing()]],
    ['filtered', [firing(trigger('a', 'filtered'))]],
    ['fires', [firing(trigger('a', 'filtered'), trigger('b', 'fires'))]],
    ['failed', [firing(trigger('a', 'fires'), trigger('b', 'failed'))]],
    ['crashed', [firing(trigger('a', 'crashed'), trigger('b', 'failed'))]],
    ['rejected', [firing(trigger('a', 'fires', 'Rejected'), trigger('b', 'fires'))]],
    ['failed', [firing(trigger('a', 'fires', 'Error'))]],
    ['fires', [firing(trigger('a', 'fires', 'Unknown'))]],
    // What a trigger did stays done; what it did not do yet is told by its last event.
    ['fires', [firing(trigger('a', 'waiting')), firing(trigger('a', 'fires'))]],
    ['fires', [firing(trigger('a', 'fires')), firing(trigger('a', 'waiting'))]],
    ['filtered', [firing(trigger('a', 'waiting')), firing(trigger('a', 'filtered'))]],
    ['fires', [{ ...firing(), others: [{ hops: [], triggers: [trigger('a', 'fires')] }] }]],
  ] as const)('is %s', (outcome, firings) => {
    expect(outcomeOf(firings)).toBe(outcome);
  });
});

describe('an expectation', () => {
  const known = [
    ['s', 'notify'],
    ['s', 'run'],
  ] as const;
  const firings = [firing(trigger('notify', 'filtered'), trigger('run', 'fires'))];

  it('is that the flow fires, when none is given', () => {
    expect(judge([], firings, known)).toEqual([{ expected: 'fires', actual: 'fires', met: true }]);
  });

  it.each([
    ['fires', true],
    ['filtered', false],
    ['filtered:notify', true],
    ['fires:s/run', true],
    ['fires:notify', false],
  ])('%s is met: %s', (text, met) => {
    expect(judge([parseExpectation(text)], firings, known)).toMatchObject([{ expected: text, met }]);
  });

  it.each([
    ['fire', 'unknown outcome "fire", did you mean "fires"?'],
    ['xyzzy', 'unknown outcome "xyzzy"'],
    ['fires:', '"fires:" names no trigger after the colon'],
  ])('%s is refused', (text, message) => {
    expect(() => parseExpectation(text)).toThrow(message);
  });

  it('is refused for a trigger that no sensor has, with the nearest name', () => {
    expect(() => judge([parseExpectation('fires:notfy')], firings, known)).toThrow(
      'no trigger "notfy", did you mean "notify"?',
    );
    expect(() => judge([parseExpectation('fires:t/run')], firings, known)).toThrow('no trigger "t/run"');
  });
});

describe('what a listener remembers of many requests', () => {
  const outcomes = ['fires', 'filtered', 'waiting', 'failed'] as const;
  const some = fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b'), fc.constantFrom(...outcomes))
      .map(([name, outcome]) => trigger(name, outcome)),
    { maxLength: 2 },
  );

  it('is bounded, and says what all of them say', () => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 12 }), fc.nat(3), (rounds, rest) => {
        const all: FiringResult[] = [];
        const kept: FiringResult[] = [];
        for (let n = 0; n < 4_000 + rest; n++) {
          const next = firing(...(n < 3_000 ? (rounds[n % rounds.length] ?? []) : []));
          all.push(next);
          remember(kept, next);
        }
        expect(kept.length).toBeLessThan(2_100);
        expect(outcomeOf(kept)).toBe(outcomeOf(all));
        for (const name of ['a', 'b'])
          expect(outcomeOf(kept, { trigger: name })).toBe(outcomeOf(all, { trigger: name }));
      }),
      { numRuns: 15 },
    );
  });
});
