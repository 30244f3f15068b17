import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { isArray, isObject, type JsonValue } from '../../src/json.ts';

const FOLDERS = [
  '../lint/fixtures',
  '../model/fixtures',
  '../scaffold/golden',
  '../recordings',
  '../rbac/flows',
];

/** Manifests that mean something: what is changed a little gets further than noise. */
export const TEXTS: readonly string[] = FOLDERS.map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
)
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => readFileSync(join(folder, file), 'utf8')),
  )
  .filter((text) => text.length < 20_000);

/** Pieces that mean something to YAML, to templates, to numbers or to JavaScript. */
const PIECES = [
  ...'{}[]:,-?&*!|>\'"%@`#~ \t\n\r\0\uFEFF\u2028\uD800',
  '---\n',
  '...\n',
  '<<: ',
  '!!binary ',
  '!!set',
  '&a ',
  '*a',
  '? ',
  ': ',
  '- ',
  '{{',
  '}}',
  '{{=',
  '{{workflow.name}}',
  '0x',
  '1e999',
  '-0',
  '.nan',
  '.inf',
  '0o7',
  '1_000',
  '12:30:45',
  '2026-02-30',
  '9007199254740993',
  'null',
  'true',
  'NO',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '$',
  '\\',
  '\\x',
  '😀',
  'ü',
  'a'.repeat(300),
  '[[[[[[[[',
  '{a: '.repeat(40),
];

/** A text of the list with some pieces put in, taken out or said twice. */
export const changedOf = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(
        fc.record({
          at: fc.double({ min: 0, max: 1, noNaN: true }),
          length: fc.nat(40),
          piece: fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 8 })),
          how: fc.constantFrom('insert', 'replace', 'remove', 'repeat'),
        }),
        { minLength: 1, maxLength: 8 },
      ),
    )
    .map(([text, changes]) =>
      changes.reduce((before, { at, length, piece, how }) => {
        const start = Math.floor(at * before.length);
        const end = Math.min(before.length, start + length);
        const [head, middle, tail] = [before.slice(0, start), before.slice(start, end), before.slice(end)];
        if (how === 'insert') return head + piece + middle + tail;
        if (how === 'replace') return head + piece + tail;
        return how === 'remove' ? head + tail : head + middle + middle + tail;
      }, text),
    );

/** A manifest with such changes. */
export const changedText = changedOf(TEXTS);

/** Any JSON, of which much is odd. */
export const oddJson: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<JsonValue>(
      null,
      true,
      false,
      0,
      -0,
      1.5,
      2 ** 53,
      -1,
      '',
      'a',
      '{{=1/0}}',
      '*',
      '\uD800',
      '\0',
      [],
      {},
    ),
    fc.integer(),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom(...PIECES),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        fc.string({ maxLength: 6 }),
        fc.constantFrom('name', 'spec', 'metadata', '__proto__', 'constructor', 'items', 'kind'),
      ),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
})).value;

/** The value with another one put at some places. */
export function withOdd(
  value: JsonValue,
  changes: readonly { readonly at: readonly number[]; readonly odd: JsonValue }[],
): JsonValue {
  return changes.reduce((before, { at, odd }) => replaced(before, at, odd), value);
}

function replaced(value: JsonValue, [step, ...rest]: readonly number[], odd: JsonValue): JsonValue {
  if (step === undefined) return odd;
  if (isArray(value) && value.length > 0) {
    const index = step % value.length;
    return value.map((item, at) => (at === index ? replaced(item, rest, odd) : item));
  }
  if (isObject(value)) {
    const keys = Object.keys(value);
    const key = keys[step % Math.max(1, keys.length)];
    if (key !== undefined) return { ...value, [key]: replaced(value[key] ?? null, rest, odd) };
  }
  return odd;
}

/** Where something is put: a step down for each number. */
export const oddChanges = fc.array(
  fc.record({ at: fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), odd: oddJson }),
  { minLength: 1, maxLength: 3 },
);
