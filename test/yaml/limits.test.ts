import { describe, expect, it } from 'vitest';
import { isObject } from '../../src/json.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

function rules(text: string): readonly string[] {
  return parseYaml(text, 'text').diagnostics.map(({ rule }) => rule);
}

function inTime<T>(milliseconds: number, work: () => T): T {
  const start = performance.now();
  const result = work();
  expect(performance.now() - start).toBeLessThan(milliseconds);
  return result;
}

describe('hostile texts end in one diagnostic, and soon', () => {
  it('fifty megabytes', () => {
    const text = 'a: b\n'.repeat(10 * 1024 * 1024);
    const { documents, diagnostics } = inTime(2000, () => parseYaml(text, 'big.yaml'));
    expect(documents).toEqual([]);
    expect(diagnostics).toMatchObject([{ rule: 'yaml/too-large', severity: 'error' }]);
  });

  it.each([
    ['flow lists', '['.repeat(10_000)],
    ['closed flow lists', '['.repeat(10_000) + ']'.repeat(10_000)],
    ['flow mappings', '{a: '.repeat(10_000)],
    ['block lists', '- '.repeat(10_000)],
    ['block mappings', Array.from({ length: 2_000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n')],
  ])('%s thousands of levels deep', (_, text) => {
    expect(inTime(10_000, () => rules(text))).toEqual(['yaml/too-deep']);
  });

  it('keeps the documents before one that is too deep', () => {
    const { documents, diagnostics } = parseYaml(`a: 1\n---\n${'['.repeat(600)}`, 'text');
    expect(documents[0]?.value).toMatchObject({ a: 1 });
    expect(diagnostics.map(({ rule, at }) => [rule, at.range?.start.line])).toEqual([['yaml/too-deep', 3]]);
  });

  it('reads what is just deep enough', () => {
    expect(rules('['.repeat(499) + ']'.repeat(499))).toEqual([]);
  });

  it('a bomb of aliases', () => {
    const levels = Array.from({ length: 12 }, (_, n) => {
      const items = n === 0 ? 'x' : `*a${n - 1}`;
      return `a${n}: &a${n} [${Array.from({ length: 10 }, () => items).join(', ')}]`;
    });
    const { documents, diagnostics } = inTime(2000, () => parseYaml(levels.join('\n'), 'text'));
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['yaml/too-large']);
    expect(documents.map(({ value }) => value)).toEqual([null]);
  });

  it('a chain of aliases that nests ever deeper', () => {
    const chain = Array.from({ length: 30 }, (_, n) => `a${n}: &a${n} [${n === 0 ? 'x' : `*a${n - 1}`}]`);
    const { diagnostics } = parseYaml(chain.join('\n'), 'text', { depth: 20 });
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['yaml/too-deep']);
  });

  it('an anchor that contains itself', () => {
    const { diagnostics } = parseYaml('a: &x [*x]', 'text');
    expect(diagnostics.map(({ message }) => message)).toEqual(['the anchor "&x" contains itself']);
  });

  it('but a thousand aliases of one anchor are fine', () => {
    const text = `a: &x {b: 1}\nc:\n${'- *x\n'.repeat(1000)}`;
    expect(rules(text)).toEqual([]);
  });

  it('many duplicate keys, in linear time and with a bounded number of findings', () => {
    const keys = Array.from({ length: 40_000 }, (_, n) => `k${n % 20_000}: ${n}`).join('\n');
    const found = inTime(10_000, () => rules(keys));
    expect(new Set(found)).toEqual(new Set(['yaml/duplicate-key']));
    expect(found.length).toBeLessThanOrEqual(10);
  });

  it('many warnings, which do not hide the error after them', () => {
    const warnings = Array.from({ length: 20 }, (_, n) => `k${n}: 1\nk${n}: 2\n`).join('');
    const { documents, diagnostics } = parseYaml(`${warnings}last: .nan\n`, 'text');
    expect(diagnostics.map(({ rule }) => rule)).toContain('yaml/not-json');
    expect(documents[0]?.value).toBeNull();
  });

  it('a picture', () => {
    const picture = '\ufffdPNG\r\n\u001a\n\0\0\0\rIHDR';
    expect(rules(picture)).toEqual(['yaml/not-text']);
  });

  it('a text of nothing but mistakes', () => {
    expect(rules('}]: "\n'.repeat(1000)).length).toBeLessThanOrEqual(10);
  });
});

describe('keys that objects have by themselves are data', () => {
  it.each(['__proto__', 'constructor', 'hasOwnProperty', 'toString'])('%s', (key) => {
    const value = parseYaml(`${key}: {polluted: true}`, 'text').documents[0]?.value ?? null;
    expect(isObject(value) && Object.keys(value)).toEqual([key]);
    expect(value !== null && typeof value === 'object' && 'valueOf' in value).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('large integers keep all digits', () => {
  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['18446744073709551615', 18446744073709551615n],
    ['18446744073709551616', 2 ** 64],
  ])('%s', (text, value) => {
    expect(parseYaml(`a: ${text}`, 'text').documents[0]?.value).toMatchObject({ a: value });
  });
});
