import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { mismatches } from '../../src/flow-test/match.ts';
import { isObject, type JsonValue } from '../../src/json.ts';

const engine = openEngine({ seed: 0 });
afterAll(() => engine.close());

function told(expected: JsonValue, actual: JsonValue | undefined): readonly string[] {
  return mismatches(engine, expected, actual).map(
    ({ path, expected: wanted, actual: got, known }) =>
      `${path.join(' ')}: ${wanted}, got ${got === undefined ? 'nothing' : JSON.stringify(got)}${known ? ` of ${known.join(',')}` : ''}`,
  );
}

const OBJECT = {
  metadata: { name: 'a', labels: { 'app.kubernetes.io/name': 'shop', a: { 'b.c': 1 } } },
  spec: { list: [{ name: 'x', value: '1' }, { name: 'y' }], on: true, count: 3 },
};

describe('what is expected of a value', () => {
  it.each<[JsonValue]>([
    [{}],
    [{ spec: {} }],
    [{ spec: { on: true, count: 3 } }],
    [{ 'spec.count': 3, 'metadata.name': 'a' }],
    [{ 'spec.list.0.name': 'x', 'spec.list[1]': { name: 'y' } }],
    [{ 'metadata.labels.app.kubernetes.io/name': 'shop' }],
    [{ metadata: { labels: { 'app.kubernetes.io/name': 'shop', 'a.b.c': 1 } } }],
    [{ spec: { list: [{}, { name: 'y' }] } }],
    [{ spec: { gone: { $exists: false }, on: { $exists: true } } }],
    [{ 'spec.list.7': { $exists: false } }],
    [{ metadata: { name: { $matches: '^a$' } }, spec: { count: { $matches: '^3' } } }],
  ])('is so: %j', (expected) => {
    expect(told(expected, OBJECT)).toEqual([]);
  });

  it.each<[JsonValue, readonly string[]]>([
    [{ spec: { count: '3' } }, ['spec count: "3", got 3']],
    [{ spec: { cuont: 3 } }, ['spec cuont: 3, got nothing of list,on,count']],
    [{ 'spec.cuont': 3 }, ['spec.cuont: 3, got nothing of list,on,count']],
    [{ spec: { list: [{}] } }, [`spec list: a list of 1 item, got ${JSON.stringify(OBJECT.spec.list)}`]],
    [{ spec: { list: {} } }, []],
    [{ spec: { list: { '0.name': 'z' } } }, ['spec list 0.name: "z", got "x"']],
    [{ spec: { on: {} } }, ['spec on: a mapping, got true']],
    [{ spec: { on: [] } }, ['spec on: a list, got true']],
    [{ spec: { on: { $exists: false } } }, ['spec on: is not there, got true']],
    [{ spec: { off: { $exists: true } } }, ['spec off: is there, got nothing of list,on,count']],
    [{ metadata: { name: { $matches: '^b' } } }, ['metadata name: matches ^b, got "a"']],
    [{ metadata: { gone: { $matches: '' } } }, ['metadata gone: matches , got nothing of name,labels']],
    [null, [`: null, got ${JSON.stringify(OBJECT)}`]],
  ])('is not so: %j', (expected, messages) => {
    expect(told(expected, OBJECT)).toEqual(messages);
  });

  it('says what is wrong with a pattern', () => {
    expect(told({ a: { $matches: '(' } }, { a: 'b' })).toEqual([
      'a: a regular expression, but: error parsing regexp: missing closing ): `(`, got "b"',
    ]);
  });

  it('tells integers apart that a double cannot', () => {
    expect(mismatches(engine, 9007199254740993n, 9007199254740993n)).toEqual([]);
    expect(mismatches(engine, 9007199254740993n, 9007199254740992n)).toHaveLength(1);
    expect(mismatches(engine, '9007199254740993', 9007199254740993n)).toHaveLength(1);
  });

  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>;

  it('every value is as it is, and every part of a mapping is in it', () => {
    fc.assert(
      fc.property(json, fc.nat(), (value, choice) => {
        fc.pre(!JSON.stringify(value).includes('"$'));
        expect(mismatches(engine, value, value)).toEqual([]);
        if (!isObject(value)) return;
        const keys = Object.keys(value);
        const some = Object.fromEntries(
          keys.filter((_, at) => (choice >> at) % 2 === 1).map((key) => [key, value[key] ?? null]),
        );
        expect(mismatches(engine, some, value)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('another scalar in any place is found', () => {
    fc.assert(
      fc.property(json, (value) => {
        fc.pre(!JSON.stringify(value).includes('"$'));
        const marked = { here: value, mark: 'a' };
        expect(mismatches(engine, { here: value, mark: 'b' }, marked)).toHaveLength(1);
      }),
      { numRuns: 100 },
    );
  });
});
