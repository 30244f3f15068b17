import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSnapshots, sameSnapshot, snapshotFile } from '../../src/flow-test/snapshot.ts';
import type { JsonValue } from '../../src/json.ts';
import { renderSnapshots } from '../../src/report/flow-test/snapshot.ts';

const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      1e21,
      9007199254740993n,
      '',
      'on',
      'no',
      '1.10',
      '0777',
      '~',
      '{{a}}',
    ),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('a', ' ', '\n', '#', ':', '-', '"', "'", '\t', '…') }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('__proto__', 'y', '1')), tie('value'), {
      maxKeys: 4,
    }),
  ),
})).value;
const mapping = fc.dictionary(fc.string({ minLength: 1 }), json, { maxKeys: 4 });

describe('snapshots', () => {
  it('stand beside their flow test, where no tool takes them for a manifest', () => {
    expect(snapshotFile('a/deploy.flowtest.yaml')).toBe('a/deploy.flowtest.snap');
    expect(snapshotFile('deploy.flowtest.yml')).toBe('deploy.flowtest.snap');
  });

  it('are read as they were written, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ minLength: 1 }), mapping), { maxLength: 4 }), (entries) => {
        const snapshots = new Map<string, JsonValue>(entries);
        const file = { file: 'a.flowtest.snap', flowTest: 'a.flowtest.yaml', snapshots };
        const text = renderSnapshots(file);
        const read = readSnapshots(text, 'a.flowtest.snap');
        expect(new Set(read?.keys())).toEqual(new Set(snapshots.keys()));
        for (const [name, value] of snapshots) {
          // The texts of Kubernetes are Unicode: half a character is none.
          const whole = JSON.stringify(value, (_, item: unknown) =>
            typeof item === 'bigint' ? String(item) : item,
          );
          if (!whole.isWellFormed()) continue;
          expect(sameSnapshot(read?.get(name), value), text).toBe(true);
        }
        // Written again, they are the same to the letter.
        if (read !== undefined)
          expect(renderSnapshots({ ...file, snapshots: read }).length).toBe(text.length);
      }),
      { numRuns: 300 },
    );
  });

  it('differ where anything differs', () => {
    const value = { a: [1, { b: 'c' }], d: null };
    expect(sameSnapshot(value, { d: null, a: [1, { b: 'c' }] })).toBe(true);
    for (const other of [
      { a: [1, { b: 'd' }], d: null },
      { a: [1] },
      { ...value, e: 1 },
      { a: value.a },
      null,
      '',
    ]) {
      expect(sameSnapshot(value, other)).toBe(false);
      expect(sameSnapshot(other, value)).toBe(false);
    }
    expect(sameSnapshot('1', 1)).toBe(false);
    expect(sameSnapshot('9007199254740993', 9007199254740993n)).toBe(false);
  });

  it('that nobody can read are none', () => {
    expect(readSnapshots('a: [', 'a.snap')).toBeUndefined();
    expect(readSnapshots('- a', 'a.snap')).toBeUndefined();
    expect(readSnapshots('', 'a.snap')).toEqual(new Map());
  });
});
