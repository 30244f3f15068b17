import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { applyBaseline } from '../../src/lint/baseline.ts';
import { parseBaseline, readBaseline, renderBaseline } from '../../src/lint/baseline-file.ts';

const SCHEMA = new URL('../../schemas/baseline.v1.schema.json', import.meta.url);
const FILE = 'deploy/known.json';
const always = () => true;

function finding(message: string, line: number, parts: Partial<Diagnostic['at']> = {}): Diagnostic {
  const start = { line, column: 1, offset: line * 10 };
  const at = { file: 'deploy/a.yaml', range: { start, end: start }, resource: 'Sensor/a/b', ...parts };
  return { rule: 'sensor/refused', severity: 'error', message, at };
}

function parse(text: string): string {
  try {
    parseBaseline(text, FILE);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a baseline', () => {
  const found = [finding('b', 9), finding('a', 3), finding('a', 5), finding('c', 1, { file: 'other.yaml' })];
  const text = renderBaseline(found, FILE);

  it('is a line an entry, with what is alike counted, from its own folder', () => {
    expect(text).toBe(`{
  "version": 1,
  "findings": [
    { "file": "../other.yaml", "rule": "sensor/refused", "object": "Sensor/a/b", "message": "c" },
    { "file": "a.yaml", "rule": "sensor/refused", "object": "Sensor/a/b", "message": "a", "count": 2 },
    { "file": "a.yaml", "rule": "sensor/refused", "object": "Sensor/a/b", "message": "b" }
  ]
}
`);
  });

  it('is the same text whatever the order of the findings, and fits its schema', () => {
    expect(renderBaseline([...found].reverse(), FILE)).toBe(text);
    const validate = new Ajv2020().compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);
    expect(validate(JSON.parse(text))).toBe(true);
    expect(validate({ version: 1, findings: [{ file: 'a' }] })).toBe(false);
    expect(renderBaseline([], FILE)).toBe('{\n  "version": 1,\n  "findings": []\n}\n');
  });

  it('holds back what moved to other lines, and no more than it counts', () => {
    const moved = [finding('a', 4), finding('a', 40), finding('a', 41), finding('new', 2)];
    const { kept, baselined } = applyBaseline(moved, parseBaseline(text, FILE), always);
    expect(kept.map(({ message, at }) => [message, at.range?.start.line])).toEqual([
      ['a', 41],
      ['new', 2],
    ]);
    expect(baselined).toBe(2);
  });

  it('does not hold back the same message in another object, file or rule', () => {
    const others = [
      finding('b', 1, { resource: 'Sensor/a/c' }),
      finding('b', 1, { file: 'deploy/b.yaml' }),
      { ...finding('b', 1), rule: 'sensor/other' },
    ];
    expect(applyBaseline(others, parseBaseline(text, FILE), always).kept).toEqual(others);
  });

  it('tells which of its entries are stale, at their lines', () => {
    const { stale } = applyBaseline(
      [finding('a', 3)],
      parseBaseline(text, FILE),
      ({ file }) => file === 'a.yaml',
    );
    expect(stale.map(({ message, at }) => [at.file, at.range?.start.line, message])).toEqual([
      [
        FILE,
        5,
        'the baseline holds back findings of "sensor/refused" in "a.yaml", of which only 1 of 2 are found',
      ],
      [FILE, 6, 'the baseline holds back findings of "sensor/refused" in "a.yaml", of which none is found'],
    ]);
  });

  it('holds back everything that it was written from', () => {
    const word = fc.constantFrom('a', 'b', '"quoted"', 'line\nbreak', '__proto__', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, fc.nat(99))), (findings) => {
        const all = findings.map(([message, object, line]) => finding(message, line, { resource: object }));
        const { kept, stale } = applyBaseline(all, parseBaseline(renderBaseline(all, FILE), FILE), always);
        expect([kept, stale]).toEqual([[], []]);
      }),
    );
  });

  it.each([
    ['', `"${FILE}" is no baseline: it is not JSON`],
    ['{\n  "version": 1,,\n}', `"${FILE}" is no baseline: line 2: `],
    ['[]', 'it is not an object of JSON'],
    ['{"version": 2, "findings": []}', 'its version is 2, and 1 is read'],
    ['{"findings": []}', 'its version is undefined, and 1 is read'],
    ['{"version": 1}', '"findings" is not a list'],
    ['{"version": 1, "findings": [1]}', 'findings[0] is not an object'],
    ['{"version": 1, "findings": [{"file": "a"}]}', 'findings[0] has no text "rule"'],
    [
      '{"version": 1, "findings": [{"file": "a", "rule": "r", "message": "m", "count": 0}]}',
      'the "count" of findings[0] is no whole number above 0',
    ],
  ])('is not %j', (text, message) => {
    expect(parse(text)).toContain(message);
  });

  it('must be there, and readable', async () => {
    const files = (status: object | undefined) => ({
      status: async () => status as { type: 'file'; size: number; identity: string } | undefined,
      list: async () => [],
      read: async () => Promise.reject(Object.assign(new Error('EACCES'), { code: 'EACCES' })),
    });
    await expect(readBaseline('k.json', files(undefined))).rejects.toMatchObject({
      kind: 'usage',
      message: 'there is no baseline "k.json"',
    });
    await expect(readBaseline('k.json', files({}))).rejects.toMatchObject({
      kind: 'work',
      message: 'cannot read "k.json": permission denied',
    });
  });
});
