import { expect, test } from 'vitest';
import type { Answer, Engine, Question } from '../../src/engine/engine.ts';
import { remembering } from '../../src/engine/remembering.ts';

/** Answers with the number of the question, and writes down what it was asked. */
function counting(answer: (count: number) => Answer<unknown> = (value) => ({ ok: true, value })) {
  const calls: (readonly Question[])[] = [];
  let count = 0;
  const ask = (questions: readonly Question[]) => {
    calls.push(questions);
    return questions.map(() => answer(++count));
  };
  return { calls, engine: remembering({ ask: ask as Engine['ask'], close: () => undefined }) };
}

const seconds = (text: string) => ({ op: 'duration', text }) as const;

test('asks nothing twice, and answers in the order of the questions', () => {
  const { engine, calls } = counting();
  expect(engine.ask([seconds('1s'), seconds('2s')])).toEqual([
    { ok: true, value: 1 },
    { ok: true, value: 2 },
  ]);
  expect(engine.ask([seconds('2s'), seconds('3s'), seconds('1s')])).toEqual([
    { ok: true, value: 2 },
    { ok: true, value: 3 },
    { ok: true, value: 1 },
  ]);
  expect(calls).toEqual([[seconds('1s'), seconds('2s')], [seconds('3s')]]);
});

test('the same question twice in one call has an answer each', () => {
  const { engine } = counting();
  const answers = engine.ask([seconds('1s'), seconds('1s'), seconds('2s')]);
  expect(answers.map((answer) => answer.ok && answer.value)).toEqual([1, 2, 3]);
});

test('questions of other operations and of other texts are other questions', () => {
  const { engine, calls } = counting();
  engine.ask([{ op: 'when', expression: 'a' }]);
  engine.ask([{ op: 'govaluateVariables', expression: 'a' }]);
  engine.ask([{ op: 'regexp', pattern: 'a', texts: [] }]);
  engine.ask([{ op: 'regexp', pattern: 'a', texts: ['a'] }]);
  expect(calls).toHaveLength(4);
});

test('what depends on the time or on chance is asked each time', () => {
  const { engine, calls } = counting();
  const question = { op: 'template', name: 't', text: '{{ now }}', input: { text: '' } } as const;
  engine.ask([question]);
  engine.ask([question]);
  expect(calls).toHaveLength(2);
});

test('an answer that took too long is asked for again', () => {
  const { engine, calls } = counting(() => ({ ok: false, kind: 'limit', error: 'stopped' }));
  engine.ask([seconds('1s')]);
  engine.ask([seconds('1s')]);
  expect(calls).toHaveLength(2);
});
