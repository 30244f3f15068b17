import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { JsonValue } from '../../src/json.ts';
import { curatedPlaces } from '../../src/payloads/curated.ts';
import type { Sample } from '../../src/payloads/sample.ts';
import { sampleId } from '../../src/payloads/sample.ts';
import { dataPath } from '../../src/proposals/data-path.ts';
import { type DataFilter, dataFilter, type Operator } from '../../src/proposals/filters.ts';
import { type Proposals, propose } from '../../src/proposals/proposals.ts';
import { filterEvent, prepareFilter } from '../../src/simulate/dependency/dependency-filter.ts';
import type { Event } from '../../src/simulate/event.ts';
import { resolveParameters } from '../../src/simulate/parameters/parameter-value.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { deliver, targetFor } from '../../src/test-event/delivery.ts';
import { modelFor } from '../payloads/event-source.ts';
import { LIBRARY } from '../payloads/library.ts';

const NOW = '2026-03-14T09:26:53Z';
const engine = openEngine({ now: NOW, seed: 1 });
afterAll(() => engine.close());
const world = createWorld({ now: NOW, seed: 1 });

const events = new Map<Sample, Event>();
for (const sample of LIBRARY) {
  const model = await modelFor(sample);
  const options = { sample, assignments: [], standIn: false };
  const { arrival } = deliver(options, targetFor(model, sample), model, { engine, world, library: LIBRARY });
  const [event] = arrival.events;
  if (event !== undefined) events.set(sample, event);
}
const all = [...events].map(([sample, event]): [string, Sample, Event] => [sampleId(sample), sample, event]);

function proposalsFor(sample: Sample, event: Event): Proposals {
  return propose(engine, [event.data ?? ''], curatedPlaces(sample));
}

/** What parameters of a sensor become, with the engine and the rules of the sensor itself. */
function resolved(event: Event, paths: readonly string[]) {
  const parameters = paths.map((dataKey) => ({
    src: {
      dependencyName: 'dep',
      contextKey: '',
      contextTemplate: '',
      dataKey,
      dataTemplate: '',
      value: undefined,
      useRawData: false,
    },
    dest: 'x',
    operation: '',
  }));
  return resolveParameters(engine, parameters, new Map([['dep', event]])).map(({ origin, value }) => [
    origin,
    value,
  ]);
}

function passes(filter: DataFilter, event: Event): boolean {
  const data = [{ comparator: '', template: '', ...filter }];
  const spec = {
    exprs: undefined,
    exprOperator: '',
    data,
    dataOperator: '',
    context: undefined,
    time: undefined,
    script: '',
  };
  return filterEvent(engine, prepareFilter(spec, ''), event).pass;
}

describe('what is proposed for a sample', () => {
  it('is there for all of them', () => {
    expect(all.length).toBe(LIBRARY.length);
    expect(all.length).toBeGreaterThanOrEqual(137);
  });

  it.each(all)('%s: every path leads to the value that is shown', (_, sample, event) => {
    const { parameters } = proposalsFor(sample, event);
    expect(
      resolved(
        event,
        parameters.map(({ path }) => path),
      ),
    ).toEqual(parameters.map(({ value }) => ['data', value]));
  });

  it.each(all)('%s: every name is one that a Workflow may use, once', (_, sample, event) => {
    const names = proposalsFor(sample, event).parameters.map(({ name }) => name);
    expect(names.filter((name) => !/^[a-z0-9][a-z0-9-]*$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(all)('%s: every filter passes with it, and stops what differs', (_, sample, event) => {
    for (const { path, type, values } of proposalsFor(sample, event).filters) {
      const is = (operator: Operator, ...texts: readonly string[]) =>
        passes(dataFilter({ path, operator, values: texts }, type), event);
      const [value = ''] = values;
      const other =
        type === 'boolean' ? String(value !== 'true') : type === 'number' ? `${value}1` : `${value}x`;
      const where = `${path}=${value}`;
      expect([is('=', value), is('=', other)], where).toEqual([true, false]);
      expect([is('!=', value), is('!=', other)], where).toEqual([false, true]);
      if (type !== 'boolean') expect(is('=', other, value), where).toBe(true);
    }
  });

  it.each(all)('%s: nothing that proves who sent it is among it', (_, sample, event) => {
    const { parameters, filters } = proposalsFor(sample, event);
    for (const { path } of [...parameters, ...filters])
      expect(path).not.toMatch(/signature|authorization|token/i);
    for (const { path, value } of parameters) expect(value, path).not.toMatch(/replace-me|Masked/);
  });

  it('puts first what people take', () => {
    const lines = all
      .filter(([, { isDefault }]) => isDefault)
      .flatMap(([id, sample, event]) => {
        const { parameters, filters } = proposalsFor(sample, event);
        return [
          `${id}`,
          ...parameters
            .slice(0, 8)
            .map(({ name, path, value }) => `  ${name} = ${path}: ${value.slice(0, 60)}`),
          ...filters.slice(0, 4).map(({ path, values }) => `  if ${path} = ${values.join(', ')}`),
          '',
        ];
      });
    return expect(lines.join('\n')).toMatchFileSnapshot('golden.txt');
  });
});

describe('a path', () => {
  const key = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      'a.b',
      '*',
      'x?',
      '#',
      '@this',
      '!true',
      '{a}',
      '[0]',
      'a|b',
      '\\',
      '"',
      '%',
      '#(a=1)',
      '0',
      '-1',
      ' ',
    ),
  );
  const scalar = fc.oneof(fc.string({ maxLength: 20 }), fc.integer(), fc.boolean());
  const { tree } = fc.letrec<{ tree: JsonValue }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      scalar,
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it('leads to the value, whatever the keys are called', () => {
    fc.assert(
      fc.property(fc.dictionary(key, tree, { minKeys: 1, maxKeys: 4, noNullPrototype: true }), (data) => {
        const event = { ...any, data: JSON.stringify(data) };
        const { parameters } = propose(engine, [event.data]);
        expect(
          resolved(
            event,
            parameters.map(({ path }) => path),
          ),
        ).toEqual(parameters.map(({ value }) => ['data', value]));
        // None of the texts and numbers of the first level is lost.
        const direct = Object.entries(data).filter(
          ([name, value]) =>
            typeof value !== 'object' && !/token|secret|passw|signature|authoriz|cookie/i.test(name),
        );
        const found = new Map(parameters.map(({ path, value }) => [path, value]));
        for (const [name, value] of direct) expect(found.get(dataPath([name])), name).toBe(String(value));
      }),
      { numRuns: 200 },
    );
  });

  const any = {
    id: '1',
    type: 'webhook',
    source: 's',
    subject: 'e',
    dataContentType: 'application/json',
    time: NOW,
  };

  it('goes into a text that holds JSON', () => {
    const data = JSON.stringify({ body: { Message: JSON.stringify({ order: { id: 7 } }) } });
    const { parameters } = propose(engine, [data]);
    expect(parameters).toContainEqual(
      expect.objectContaining({ path: 'body.Message.@fromstr.order.id', value: '7', name: 'order-id' }),
    );
    expect(resolved({ ...any, data }, ['body.Message.@fromstr.order.id'])).toEqual([['data', '7']]);
  });

  it('is not proposed where a key is there twice, and the library finds the other', () => {
    const { parameters } = propose(engine, ['{"a":1,"a":2,"b":3}']);
    expect(parameters.map(({ path }) => path)).toEqual(['b']);
  });

  it('keeps all digits of a number', () => {
    const { parameters } = propose(engine, ['{"id":12345678901234567890}']);
    expect(parameters[0]?.value).toBe('12345678901234567890');
  });
});

describe('several events', () => {
  const texts = ['opened', 'closed', 'opened'].map((action, index) =>
    JSON.stringify({ body: { action, number: index, ...(index === 0 && { only: 'here' }) } }),
  );

  it('tell which values there are, and what is not always there', () => {
    const { parameters, filters, events: count } = propose(engine, texts);
    expect(count).toBe(3);
    expect(filters[0]).toEqual({ path: 'body.action', type: 'text', values: ['opened', 'closed'] });
    expect(filters.map(({ path }) => path)).not.toContain('body.only');
    expect(parameters.find(({ path }) => path === 'body.only')?.events).toBe(1);
    expect(parameters.find(({ path }) => path === 'body.number')).toMatchObject({ value: '0', events: 3 });
  });
});

describe('a filter', () => {
  it.each<[Operator, readonly string[], 'text' | 'number' | 'boolean' | undefined, DataFilter]>([
    ['=', ['a.b'], 'text', { path: 'p', type: 'string', value: ['^a\\.b$'] }],
    ['=', ['a', 'b'], 'text', { path: 'p', type: 'string', value: ['^a$', '^b$'] }],
    ['!=', ['a'], 'text', { path: 'p', type: 'string', comparator: '!=', value: ['^a$'] }],
    ['~', ['^v[0-9]+'], 'text', { path: 'p', type: 'string', value: ['^v[0-9]+'] }],
    ['>=', ['3'], 'number', { path: 'p', type: 'number', comparator: '>=', value: ['3'] }],
    ['=', ['3'], 'number', { path: 'p', type: 'number', value: ['3'] }],
    ['=', ['true'], 'boolean', { path: 'p', type: 'bool', value: ['true'] }],
    ['!=', ['true'], 'boolean', { path: 'p', type: 'bool', value: ['false'] }],
    ['=', ['1'], undefined, { path: 'p', type: 'string', value: ['^1$'] }],
  ])('%s %j of a %s', (operator, values, type, expected) => {
    expect(dataFilter({ path: 'p', operator, values }, type)).toEqual(expected);
  });
});
