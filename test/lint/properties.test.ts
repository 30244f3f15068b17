import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { isArray, isObject, type JsonValue } from '../../src/json.ts';
import { applyFixes } from '../../src/lint/fix.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { renderSarif } from '../../src/report/lint/sarif.ts';
import { renderLintText } from '../../src/report/lint/text.ts';
import { RULES } from '../../src/rules/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const engine = openEngine();
afterAll(() => engine.close());

const FILE = 'a.yaml';
/** One run is some milliseconds of rules and engine; the seeds differ from run to run, so that many runs see much. */
const RUNS = { numRuns: 60 };
const TIME = 120_000;

function judge(text: string) {
  const { documents, diagnostics } = parseYaml(text, FILE);
  const model = buildModel(documents);
  const input = { model, files: [{ name: FILE, text }], diagnostics: [...diagnostics, ...model.diagnostics] };
  return lint(input, { engine, horizon: { complete: true, external: [] }, ignores: true });
}

/** What was found in the last texts: --fix looks at each of them several times, and the same is found each time. */
const known = new Map<string, readonly Diagnostic[]>();

function found(text: string): readonly Diagnostic[] {
  const diagnostics = known.get(text) ?? judge(text).diagnostics;
  if (known.size > 100) known.clear();
  known.set(text, diagnostics);
  return diagnostics;
}

/** What --fix makes of a text, in as many rounds as it takes, and what it finds before and after. */
function fix(text: string, allowed: 'safe' | 'unsafe') {
  const before = found(text);
  let after = before;
  let mended = text;
  for (let round = 0; round < 10; round++) {
    const next = applyFixes(after, new Map([[FILE, mended]]), allowed).changed.get(FILE);
    if (next === undefined) break;
    mended = next;
    after = found(mended);
  }
  return { before, after, mended };
}

function errors(diagnostics: readonly Diagnostic[]): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const FOLDERS = [
  'fixtures/',
  '../scaffold/golden/webhook/',
  '../scaffold/golden/calendar/',
  '../model/fixtures/',
];
const TEXTS: readonly string[] = [
  ...FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url))).flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.yaml') && name !== 'kustomization.yaml')
      .map((name) => readFileSync(join(folder, name), 'utf8')),
  ),
  ...RULES.flatMap(({ docs }) => [docs.bad, docs.good]),
];
const texts = fc.constantFrom(...TEXTS);

/** Values that are read in many ways, or that some rule takes for something. */
const traps = fc.constantFrom<JsonValue>(
  ...[
    null,
    true,
    0,
    -1,
    1.5,
    2n ** 63n,
    '',
    ' ',
    'a',
    'null',
    '12000',
    '0777',
    'on',
    '1h',
    '-1s',
    '* * * * *',
    '99 * * * *',
  ],
  ...[
    '{{',
    '{{x}}',
    '{{=',
    '{{inputs.parameters.x}}',
    '[',
    '(',
    '(?<',
    'a && ',
    '|| ! ',
    '.a[',
    '$.a',
    '${',
    'http://',
    '://',
  ],
  ...[
    'a/b/c',
    '../..',
    '-',
    '*',
    '>',
    'Europe/Nowhere',
    '__proto__',
    'constructor',
    'é\u0301',
    '\u{1F600}'.repeat(300),
  ],
  ...[[], [null], [[]], ['a'], {}, { a: null }, { name: 'a' }, { value: '{{a}}' }],
);

interface Place {
  readonly holder: JsonValue[] | Record<string, JsonValue>;
  readonly key: string | number;
}

function places(value: JsonValue): readonly Place[] {
  if (isArray(value)) {
    return value.flatMap((item, key) => [{ holder: value as JsonValue[], key }, ...places(item)]);
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    { holder: value as Record<string, JsonValue>, key },
    ...places(item),
  ]);
}

/** Changes one part of a document, in place. */
function mutate(root: JsonValue, at: number, kind: number, trap: JsonValue): void {
  const all = places(root);
  const place = all[at % Math.max(all.length, 1)];
  if (place === undefined) return;
  const { holder, key } = place;
  const other = all[(at * 7 + 3) % all.length];
  if (Array.isArray(holder)) {
    const index = Number(key);
    if (kind % 3 === 0) holder.splice(index, 1);
    else if (kind % 3 === 1) holder.push(structuredClone(holder[index] ?? null));
    else holder[index] = trap;
    return;
  }
  const name = String(key);
  if (kind % 4 === 0) delete holder[name];
  else if (kind % 4 === 1) holder[name] = trap;
  else if (kind % 4 === 2 && name.length > 2) {
    holder[`${name.slice(0, -2)}${name.at(-1)}${name.at(-2)}`] = holder[name] ?? null;
    delete holder[name];
  } else if (other !== undefined) {
    holder[name] = structuredClone((other.holder as Record<string, JsonValue>)[other.key] ?? null);
  }
}

/** JSON is YAML; integers that no double holds keep their digits. */
function write(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (!isObject(value)) return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${write(member)}`)
    .join(', ')}}`;
}

const change = fc.tuple(fc.nat(), fc.nat(11), traps);

function changed(text: string, changes: readonly (readonly [number, number, JsonValue])[]): string {
  const values = parseYaml(text, FILE).documents.map(({ value }) => structuredClone(value));
  for (const [at, kind, trap] of changes)
    mutate(values[at % Math.max(values.length, 1)] ?? null, at, kind, trap);
  return values.map(write).join('\n---\n');
}

const mutants = fc
  .tuple(texts, fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) => changed(text, changes));
/** One fault in what is otherwise right; not in what an object is, which decides how all the rest of it is read. */
const oneFault = fc
  .tuple(fc.constantFrom(...RULES.map(({ docs }) => docs.good)), change)
  .map(([text, one]) => ({ text, faulty: changed(text, [one]) }))
  .filter(({ text, faulty }) => kindsOf(text) === kindsOf(faulty))
  .map(({ faulty }) => faulty);

function kindsOf(text: string): string {
  const kinds = parseYaml(text, FILE).documents.map(({ value }) =>
    isObject(value) ? [value['apiVersion'] ?? null, value['kind'] ?? null] : null,
  );
  return write(kinds);
}

/** A text with a piece cut out, doubled, or put in from elsewhere. */
const torn = fc
  .tuple(texts, texts, fc.nat(), fc.nat(80), fc.nat(2), fc.string({ unit: 'binary', maxLength: 5 }))
  .map(([text, other, from, length, kind, noise]) => {
    const start = from % (text.length + 1);
    const piece = [noise, text.slice(start, start + length).repeat(2), other.slice(start, start + length)][
      kind
    ];
    return text.slice(0, start) + (piece ?? '') + text.slice(start + length);
  });

describe('lint', { timeout: TIME }, () => {
  it.each([
    ['torn texts', torn],
    ['changed objects', mutants],
    ['any text', fc.string({ unit: 'binary', maxLength: 200 })],
  ])('never throws on %s, finds the same twice, and can show what it finds', (_, inputs) => {
    fc.assert(
      fc.property(inputs, (text) => {
        const result = judge(text);
        expect(judge(text).diagnostics).toEqual(result.diagnostics);
        const sources = new Map([[FILE, text]]);
        expect(() => JSON.parse(renderSarif(result, sources)) as unknown).not.toThrow();
        const shown = renderLintText(result, sources, { color: false, columns: 80, unicode: true });
        expect(shown.split('\n').filter((line) => line.length > 160)).toEqual([]);
        for (const { message, at, rule } of result.diagnostics) {
          expect(message, rule).not.toMatch(/\[object |"undefined"|\bNaN\b/);
          expect(at.range?.start.offset ?? 0, rule).toBeLessThanOrEqual(text.length);
        }
      }),
      RUNS,
    );
  });
});

describe('--fix', { timeout: TIME }, () => {
  /** A mended reference may turn out to lead nowhere, so an error may follow another one, but never comes on top. */
  it('leaves the examples of the rules with no more errors, safe or unsafe', () => {
    const mends = { safe: 0, unsafe: 0 };
    for (const { id, docs } of RULES) {
      for (const text of [docs.bad, docs.good]) {
        for (const allowed of ['safe', 'unsafe'] as const) {
          const { before, after, mended } = fix(text, allowed);
          if (mended !== text) mends[allowed]++;
          expect([id, errors(after).length <= errors(before).length]).toEqual([id, true]);
          expect([id, fix(mended, allowed).mended]).toEqual([id, mended]);
        }
      }
    }
    expect(Math.min(mends.safe, mends.unsafe)).toBeGreaterThan(10);
  });

  it('leaves no more errors where there is one fault', () => {
    fc.assert(
      fc.property(oneFault, fc.constantFrom('safe', 'unsafe'), (text, allowed) => {
        const { before, after } = fix(text, allowed);
        // Where references lead is judged once the object is one of its kind, and what they name is not in the text.
        // So is what stands in a value that was of another type before.
        const inside = before.flatMap(({ rule, fix: made }) =>
          rule === 'schema/wrong-type' ? (made?.edits.map(({ path }) => path) ?? []) : [],
        );
        const isInside = ({ at: { path = [] } }: Diagnostic) =>
          inside.some((root) => root.length < path.length && root.every((part, at) => part === path[at]));
        const own = (found: readonly Diagnostic[]) =>
          errors(found.filter((one) => !isInside(one))).filter((error) => !error.startsWith('reference/'));
        expect(own(after).length).toBeLessThanOrEqual(own(before).length);
      }),
      // Always the same faults: one that hides others from every rule is mended all the same.
      { numRuns: 200, seed: 4 },
    );
  });

  it.each([
    ['torn texts', torn],
    ['changed objects', mutants],
  ])('keeps %s readable, and has nothing to do a second time', (_, inputs) => {
    fc.assert(
      fc.property(inputs, fc.constantFrom('safe', 'unsafe'), (text, allowed) => {
        const { before, after, mended } = fix(text, allowed);
        const broken = (found: readonly Diagnostic[]) =>
          errors(found).filter((error) => error.startsWith('yaml/'));
        expect(broken(after)).toEqual(broken(before));
        expect(fix(mended, allowed).mended).toBe(mended);
      }),
      RUNS,
    );
  });
});
