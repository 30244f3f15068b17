import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Path } from '../../src/diagnostic.ts';
import { encodeGo, isArray, isObject, type JsonValue } from '../../src/json.ts';
import { parseText, parseYaml } from '../../src/yaml/parse.ts';
import { readSimple } from '../../src/yaml/simple.ts';

// The quick reader against the parser. It may give up on anything, so the tests also say what it must not give up on.

/** What texts are made of, line by line: everything that the reader takes, and what stands next to it. */
const INDENTS = ['', '', ' ', '  ', '  ', '   ', '    ', '      ', '\t'];
const STARTS = ['', '', '- ', '- ', '- - ', '-', '-  ', '? ', '# ', '--- ', '---', '...', '%YAML 1.1'];
const KEYS = [
  '',
  '',
  'a: ',
  'b: ',
  'c: ',
  'key: ',
  'a:',
  'b:',
  'c:',
  '"q": ',
  "'q': ",
  'a : ',
  'y: ',
  'on: ',
  'null: ',
  '1: ',
  '<<: ',
  '__proto__: ',
  'a.b/c-d: ',
  'a:  ',
  '"a\\n": ',
  'k v: ',
];
const VALUES = [
  '',
  'text',
  'two words',
  '1',
  '-1',
  '0',
  '1.5',
  '1.10',
  '0777',
  '1e3',
  '.5',
  '9007199254740993',
  '.inf',
  'true',
  'True',
  'yes',
  'n',
  'null',
  '~',
  '""',
  "''",
  '"text"',
  "'it''s'",
  '"a \\"b\\" \\n \\u00e9 \\x"',
  '"open',
  "'open",
  'a"b',
  "it's",
  '[a, b]',
  '[]',
  '{}',
  '{a: b, c: [1, "2"]}',
  '[a, ]',
  '{a}',
  '{a:b}',
  '{"a":1}',
  '{"a": 1}',
  '[a: b]',
  '[http://x:80/y, "z"]',
  '[a',
  'b, c]',
  '{a: 1,',
  'b: 2}',
  ']',
  '}',
  '[',
  '{',
  '{{x}}',
  '[-1, -a, - b]',
  '|',
  '|-',
  '|+',
  '>',
  '>-',
  '|2',
  '| # c',
  '&x a',
  '*x',
  '!!str 1',
  '!foo',
  '@a',
  '`a',
  '%a',
  'a: b',
  'a:b',
  'a:',
  'a#b',
  'é ü',
  '\u00a0x',
  'x\u2028y',
  '\u0085',
  'a\tb',
  '--- x',
  '---',
  '- x',
  '-x',
  '--x',
  '...',
  '=',
  '<<',
  '$x',
  '(x)',
  '\\',
  ', x',
  '💥',
];
const ENDS = ['', '', '', '', ' ', '  ', ' # c', '#c', ' #', '\t'];
const BREAKS = ['\n', '\n', '\n', '\n', '\n\n', '\n  \n', '\n\n\n', '\r\n', ''];

const line = fc
  .tuple(
    fc.constantFrom(...INDENTS),
    fc.constantFrom(...STARTS),
    fc.constantFrom(...KEYS),
    fc.constantFrom(...VALUES),
    fc.constantFrom(...ENDS),
    fc.constantFrom(...BREAKS),
  )
  .map((parts) => parts.join(''));
const lines = fc.array(line, { maxLength: 8 }).map((parts) => parts.join(''));

/** Lines that mostly fit together, so that the reader comes far before it gives up, if it does. */
const plausible = fc
  .array(
    fc
      .tuple(
        fc.constantFrom('', '', '  ', '  ', '    '),
        fc.constantFrom('', '', '', '- '),
        fc.constantFrom('a: ', 'b: ', 'c: ', 'd: ', 'e: ', 'f: ', 'g: ', 'h: ', ''),
        fc.constantFrom(
          '',
          '',
          'text',
          '1',
          '|',
          '>',
          '|-',
          '|+',
          '>-',
          '"q"',
          '[a, b]',
          '{a: b}',
          '# c',
          '[',
        ),
        fc.constantFrom('\n', '\n', '\n', '\n', '\n\n', '\n---\n', '\n   \n', '\n      \n', '\n# c\n', ''),
      )
      .map((parts) => parts.join('')),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Values, written by another hand in many styles. */
const written = fc
  .tuple(
    fc.array(
      fc.dictionary(
        fc.stringMatching(/^[a-z]{1,6}$/),
        fc.letrec<{ value: unknown }>((tie) => ({
          value: fc.oneof(
            { depthSize: 'small', withCrossShrink: true },
            fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.stringMatching(/^[ -~\n]{0,30}$/)),
            fc.array(tie('value'), { maxLength: 3 }),
            fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), tie('value'), { maxKeys: 3 }),
          ),
        })).value,
        { minKeys: 1, maxKeys: 4 },
      ),
      { minLength: 1, maxLength: 3 },
    ),
    fc.record({
      indent: fc.constantFrom(2, 4),
      indentSeq: fc.boolean(),
      lineWidth: fc.constantFrom(0, 20, 80),
      defaultStringType: fc.constantFrom(
        'PLAIN' as const,
        'QUOTE_DOUBLE' as const,
        'QUOTE_SINGLE' as const,
        'BLOCK_LITERAL' as const,
        'BLOCK_FOLDED' as const,
      ),
      collectionStyle: fc.constantFrom('any' as const, 'block' as const, 'flow' as const),
    }),
  )
  .map(([values, options]) =>
    values.map((value) => stringify(value, { ...options, defaultKeyType: 'PLAIN' })).join('---\n'),
  );

describe('readSimple', () => {
  it.each([
    ['lines of all sorts', lines, 6000],
    ['lines that fit together', plausible, 6000],
    ['what another program writes', written, 500],
  ] as const)('reads %s as the parser does, or gives up', (_, texts, numRuns) => {
    let taken = 0;
    fc.assert(
      fc.property(texts, (text) => {
        if (agrees(text)) taken++;
      }),
      { numRuns },
    );
    expect(taken).toBeGreaterThan(numRuns / 20);
  });

  it('agrees with the parser on all that was asked of sigs.k8s.io/yaml', () => {
    const cases = readFileSync(new URL('sigs-yaml.jsonl', import.meta.url), 'utf8')
      .trim()
      .split('\n');
    const taken = cases.filter((one) => agrees((JSON.parse(one) as { yaml: string }).yaml));
    expect(taken.length).toBeGreaterThan(100);
  });

  it.each(manifests())('takes %s', (file) => {
    expect(agrees(readFileSync(file, 'utf8'))).toBe(true);
  });

  it.each([
    ['anchors', 'a: &x 1\n'],
    ['tags', 'a: !!str 1\n'],
    ['merge keys', 'a: {b: 1}\n<<: {c: 2}\n'],
    ['keys that stand twice', 'a: 1\na: 2\n'],
    ['numbers in another form', 'a: 1.10\n'],
    ['booleans in another form', 'a: yes\n'],
    ['tabs', 'a:\tb\n'],
    ['carriage returns', 'a: b\r\n'],
    ['directives', '%YAML 1.1\n---\na: b\n'],
    ['lists and scalars', '- a\n'],
    ['a text that goes on', 'a: b\n  c\n'],
    ['deep values', `a: ${'['.repeat(70)}${']'.repeat(70)}\n`],
  ])('leaves %s to the parser', (_, text) => {
    expect(readSimple(text)).toBeUndefined();
  });
});

/** Whether the reader takes a text; fails when it then says anything else than the parser. */
function agrees(text: string): boolean {
  const simple = readSimple(text);
  if (simple === undefined) return false;
  const { documents, diagnostics } = parseText(text, 'text');
  expect(diagnostics).toEqual([]);
  expect(simple.map(({ empty }) => empty)).toEqual(documents.map(({ empty }) => empty));
  expect(simple.map(({ value }) => exactly(value))).toEqual(documents.map(({ value }) => exactly(value)));
  const lazily = parseYaml(text, 'text').documents;
  for (const [index, document] of documents.entries()) {
    const lazy = lazily[index];
    expect(lazy?.canonical).toBe(true);
    for (const path of pathsOf(document.value)) {
      expect(lazy?.rangeOf(path)).toEqual(document.rangeOf(path));
      expect(lazy?.rangeOf(path, 'key')).toEqual(document.rangeOf(path, 'key'));
      const value = path.reduce<unknown>(
        (part, key) => (part as Record<string, unknown>)[key],
        document.value,
      );
      if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean') continue;
      const { start, end } = document.rangeOf(path);
      expect(text.slice(start.offset, end.offset)).toBe(String(value));
    }
  }
  return true;
}

/** A text that differs when anything does: the order of keys, a number from a text, a whole number from a large one. */
function exactly(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(exactly).join()}]`;
  if (isObject(value)) {
    return `{${Object.entries(value)
      .map(([key, member]) => `${JSON.stringify(key)}:${exactly(member)}`)
      .join()}}`;
  }
  return typeof value === 'bigint' ? `${value}n` : encodeGo(value);
}

function* pathsOf(value: JsonValue, path: Path = []): Generator<Path> {
  yield path;
  if (isArray(value)) for (const [index, item] of value.entries()) yield* pathsOf(item, [...path, index]);
  else if (isObject(value))
    for (const key of Object.keys(value)) yield* pathsOf(value[key] ?? null, [...path, key]);
}

/** The manifests of the templates: if they were not simple, hardly any would be. */
function manifests(): readonly string[] {
  const folder = fileURLToPath(new URL('../../templates/', import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && !name.endsWith('template.yaml'))
    .map((name) => folder + name);
}
