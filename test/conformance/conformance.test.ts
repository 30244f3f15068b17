import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { type Case, isPermissions, parseCase, readLines } from './cases.ts';
import { type Comparison, compareAll, differs } from './compare.ts';
import { compareWorlds } from './permissions.ts';

const FILE = fileURLToPath(new URL('event-semantics.jsonl.gz', import.meta.url));
// The same form: random settings over hostile data, answered by the functions of Argo Events v1.9.11.
const ODD_VALUES = fileURLToPath(new URL('odd-values.jsonl.gz', import.meta.url));

describe('answers beside those of Argo Events v1.9.11', () => {
  let engine: Engine;
  let comparison: Comparison;
  let odd: Comparison;

  beforeAll(() => {
    engine = openEngine();
    comparison = compareAll(engine, readLines(FILE));
    odd = compareAll(engine, readLines(ODD_VALUES));
  });
  afterAll(() => engine.close());

  test('no answer differs in 6,000 cases', () => {
    expect(comparison.cases).toBe(6000);
    expect(comparison.differences.map(({ example, answered }) => ({ ...example, answered }))).toEqual([]);
  });

  test('no answer and no error text differs in 2,000 cases of odd values, paths and settings', () => {
    expect(odd.cases).toBe(2000);
    const different = [...odd.differences, ...odd.errorTexts];
    expect(different.map(({ example, answered }) => ({ ...example, answered }))).toEqual([]);
  });

  test('the texts of at least 95 % of the errors are equal', () => {
    expect(comparison.errorCases).toBeGreaterThan(2000);
    const equal = 1 - comparison.errorTexts.length / comparison.errorCases;
    expect(equal).toBeGreaterThanOrEqual(0.95);
  });

  test.each([
    ['pass', { pass: true }, { pass: false }],
    ['an error too many', { pass: false }, { pass: false, error: 'x' }],
    ['an error too few', { pass: false, error: 'x' }, { pass: false }],
    ['a crash', { panic: 'x' }, { out: '' }],
    ['a document', { out: '{"a":1,"b":2}' }, { out: '{"b":2,"a":1}' }],
  ])('a difference in %s is one', (_, expected, answered) => {
    const example = { op: 'parameters', expect: expected } as Case;
    expect(differs(example, answered)).toBe(true);
    expect(differs(example, expected)).toBe(false);
  });

  test('transformed data is compared as JSON values', () => {
    const example = { op: 'transform', expect: { out: '{"a":1,"b":2}' } } as Case;
    expect(differs(example, { out: '{"b":2,"a":1}' })).toBe(false);
    expect(differs(example, { out: '{"b":2,"a":2}' })).toBe(true);
  });

  test('another expectation in a case is found', () => {
    const lines = readLines(FILE).slice(0, 50);
    const turned = lines.map((line) => {
      const { line: _, ...example } = parseCase(line);
      const pass = example.expect.pass === undefined ? {} : { pass: !example.expect.pass };
      const out = example.expect.out === undefined ? {} : { out: 'another document' };
      return JSON.stringify({ ...example, expect: { ...example.expect, ...pass, ...out } });
    });
    const touched = lines
      .map(parseCase)
      .filter(({ expect: e }) => e.pass !== undefined || e.out !== undefined);
    expect(compareAll(engine, turned).differences).toHaveLength(touched.length);
  });
});

test('files of permissions are told apart', () => {
  expect(isPermissions('{"objects":{},"requests":[],"allowed":[]}')).toBe(true);
  expect(isPermissions('{"id":"1-0","op":"conditions","expression":"a","satisfied":{},"expect":{}}')).toBe(
    false,
  );
});

describe('permissions beside those of Kubernetes v1.36.3', () => {
  const lines = readLines(fileURLToPath(new URL('rbac.jsonl.gz', import.meta.url)));

  test('no answer differs in 4,800 requests', () => {
    expect(compareWorlds(lines)).toEqual({ cases: 4800, differences: [] });
  });

  test('another expectation is found', () => {
    const [first = ''] = lines;
    const world = JSON.parse(first) as { requests: unknown[]; allowed: boolean[] };
    const turned = JSON.stringify({ ...world, allowed: world.allowed.map((allowed) => !allowed) });
    expect(compareWorlds([turned]).differences).toHaveLength(world.requests.length);
  });
});
