import { afterAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonObject } from '../../src/json.ts';
import { dependencyFilter, filterEvent } from '../../src/simulate/dependency/dependency-filter.ts';
import type { Event } from '../../src/simulate/event.ts';
import { eventWith, readFixtures } from './fixtures.ts';

interface Fixture {
  readonly why: string;
  readonly filters: JsonObject;
  readonly operator?: string;
  readonly event?: Partial<Event>;
  readonly expect: JsonObject;
}

const engine = openEngine({ timeout: 500 });
afterAll(() => engine.close());

function prepared(filters: JsonObject, operator = '') {
  return dependencyFilter({
    name: 'dep',
    eventSourceName: 'webhook',
    eventName: 'example',
    filtersLogicalOperator: operator,
    filters,
    transform: undefined,
    path: ['spec', 'dependencies', 0],
  });
}

function outcome(filters: JsonObject, operator: string | undefined, event: Event) {
  const filter = prepared(filters, operator);
  if (filter === undefined) throw new Error('no filter');
  const { pass, failure, decision } = filterEvent(engine, filter, event);
  return {
    pass,
    ...(failure && { [failure.kind]: failure.error }),
    ...(decision && { decision }),
    ...(filter.problems.length > 0 && { problems: filter.problems.map(({ message }) => message) }),
  };
}

describe('a dependency filter decides and says why', () => {
  test.each(readFixtures<Fixture>('dependency-filter'))('%s', (_, fixture) => {
    expect(outcome(fixture.filters, fixture.operator, eventWith(fixture.event))).toEqual(fixture.expect);
  });
});

describe('questions to the engine', () => {
  function counted(): { engine: Engine; calls: string[][] } {
    const calls: string[][] = [];
    return {
      calls,
      engine: {
        ask(questions) {
          calls.push(questions.map(({ op }) => op));
          return engine.ask(questions);
        },
        close: () => undefined,
      },
    };
  }

  test('all kinds of filters share their calls, and a simple pattern takes none', () => {
    const filter = prepared({
      exprs: [{ expr: 'c > 1', fields: [{ name: 'c', path: 'body.count' }] }],
      data: [
        { path: 'body.message', type: 'string', value: ['^hello'] },
        { path: 'body.message', type: 'string', value: ['w.rld'] },
      ],
      time: { start: '09:00:00', stop: '17:00:00' },
      script: 'return true',
    });
    const { engine: asked, calls } = counted();
    expect(filter && filterEvent(asked, filter, eventWith()).pass).toBe(true);
    expect(calls).toEqual([
      ['gjson', 'gjson', 'parseTime', 'parseTime', 'luaFilter'],
      ['govaluate', 'regexp'],
    ]);
  });

  test.each([
    ['d == "2026-01-02"', '"2026-01-02" is read as a time, the number 1767312000 (Unix seconds)'],
    [`d == 'x' || d == '2026-01-02 03:04:05'`, 'the number 1767323045'],
    ['d == "2026-13-02"', undefined],
    ['d == "1-2"', undefined],
  ])('a failed expression says which of its texts are times: %s', (expr, said) => {
    const filter = prepared({ exprs: [{ expr, fields: [{ name: 'd', path: 'body.message' }] }] });
    const verdict = filter && filterEvent(engine, filter, eventWith());
    expect(verdict?.pass).toBe(false);
    if (said === undefined) expect(verdict?.decision?.wouldPass).not.toContain('is read as a time');
    else expect(verdict?.decision?.wouldPass).toContain(said);
  });

  test('the window of a time filter is worked out once a day', () => {
    const filter = prepared({ time: { start: '09:00:00', stop: '17:00:00' } });
    const { engine: asked, calls } = counted();
    for (const time of ['2026-01-02T10:00:00Z', '2026-01-02T18:00:00Z', '2026-01-03T18:00:00Z'])
      if (filter !== undefined) filterEvent(asked, filter, eventWith({ time }));
    expect(calls).toHaveLength(2);
  });

  test('data that nothing reads is not asked about', () => {
    const filter = prepared({ data: [{ path: 'body.message', type: 'string', value: ['x'] }] });
    const { engine: asked, calls } = counted();
    expect(filter && filterEvent(asked, filter, eventWith({ data: null })).pass).toBe(true);
    expect(calls).toEqual([]);
  });
});

test('an endless script is stopped, and the next event is answered', () => {
  const endless = outcome({ script: 'while true do end' }, '', eventWith());
  expect(endless.pass).toBe(false);
  expect(endless).toHaveProperty('limit');
  expect(outcome({ script: 'return true' }, '', eventWith())).toEqual({ pass: true });
});
