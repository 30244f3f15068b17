import { afterAll, describe, expect, it } from 'vitest';
import type { Engine, Question } from '../../src/engine/engine.ts';
import { repeatable } from '../../src/engine/repeatable.ts';
import { openEngine } from '../../src/engine/wasm.ts';

const NOW = '2026-01-01T00:00:00Z';
const LATER = '2026-05-06T07:08:09Z';
const open = openEngine({ now: NOW, seed: 0 });
const shared = repeatable(open, { now: NOW, seed: 0 });
afterAll(() => open.close());

const template = (text: string): Question => ({ op: 'template', name: 't', text, input: { text: '' } });
const lua = (script: string): Question => ({ op: 'luaTransform', script, json: '{}' });

function answers(engine: Engine, questions: readonly Question[]): readonly unknown[] {
  return questions.map((question) => engine.ask([question])[0]);
}

/** What an engine of its own says. */
function alone(world: { now: string; seed: number }, questions: readonly Question[]): readonly unknown[] {
  const engine = openEngine(world);
  try {
    return answers(engine, questions);
  } finally {
    engine.close();
  }
}

const RANDOM = [
  template('{{ randAlpha 12 }}'),
  template('{{ uuidv4 }}'),
  lua('event.a = math.random()\nreturn event'),
];
const TIME = [template('{{ now | date "2006-01-02" }}'), lua('event.a = os.time()\nreturn event')];
const PLAIN = [template('{{ "a" | upper }}'), { op: 'jq', query: '{a: 1}', json: '{}' } as const];

describe('an engine for many runs', () => {
  it('gives each the random numbers that it would get from an engine of its own', () => {
    const expected = alone({ now: NOW, seed: 7 }, RANDOM);
    shared.begin({ now: NOW, seed: 3 });
    expect(answers(shared, RANDOM)).not.toEqual(expected);
    shared.begin({ now: NOW, seed: 7 });
    // What asks for nothing of the world changes nothing of it.
    answers(shared, PLAIN);
    expect(answers(shared, RANDOM)).toEqual(expected);
    shared.begin({ now: NOW, seed: 7 });
    expect(answers(shared, RANDOM)).toEqual(expected);
  });

  it('tells each its own time', () => {
    for (const now of [NOW, LATER, NOW]) {
      shared.begin({ now, seed: 0 });
      expect(answers(shared, TIME)).toEqual(alone({ now, seed: 0 }, TIME));
    }
    expect(answers(shared, TIME)[0]).toEqual({ ok: true, value: '2026-01-01' });
    shared.moveClock(LATER);
    expect(answers(shared, TIME)[0]).toEqual({ ok: true, value: '2026-05-06' });
  });

  it('starts the program anew only where a question could tell the difference', () => {
    let starts = 0;
    const counted = repeatable(
      {
        ask: (questions) => open.ask(questions),
        close: () => undefined,
        warm: () => undefined,
        restart: () => {
          starts += 1;
        },
      },
      { now: NOW, seed: 0 },
    );
    for (let run = 0; run < 20; run++) {
      counted.begin({ now: run % 2 === 0 ? NOW : LATER, seed: run });
      answers(counted, PLAIN);
    }
    expect(starts).toBe(0);
    answers(counted, [...TIME, ...RANDOM, ...RANDOM]);
    expect(starts).toBe(2);
  });
});
