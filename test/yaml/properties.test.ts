import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/diagnostic.ts';
import { isArray, isObject, type JsonValue } from '../../src/json.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const FRAGMENTS = [
  'a',
  'b: ',
  ': ',
  '- ',
  '? ',
  '\n',
  '\n  ',
  '\n    ',
  '\t',
  ' ',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '|',
  '>',
  '|2-',
  '&x ',
  '*x',
  '<<: ',
  '!!int ',
  '!foo ',
  '#',
  '---',
  '---\n',
  '...\n',
  '%YAML 1.1\n',
  '\r\n',
  '\r',
  '\ufeff',
  '\0',
  '0777',
  '.inf',
  '__proto__',
  '{{x}}',
  '\\',
  '\u2028',
  '💥',
  '\ud800',
]; // prettier-ignore
const yamlish = fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 40 }).map((parts) => parts.join(''));

/** Integers between 2^53 and 2^64 come back as bigint with all digits that JSON shows; see the test of large integers. */
const jsonValue = fc
  .jsonValue({ noUnicodeString: false, maxDepth: 4 } as fc.JsonSharedConstraints)
  .filter((value) => !/[\d]{16,}/.test(JSON.stringify(value)));

describe('parseYaml', () => {
  it('never throws, and every place lies inside the text', () => {
    fc.assert(
      fc.property(fc.oneof(yamlish, fc.string({ unit: 'binary' })), (text) => {
        const { documents, diagnostics } = parseYaml(text, 'text');
        for (const { at } of diagnostics) {
          expect(at.range?.start.offset).toBeLessThanOrEqual(text.length);
          expect(at.range?.end.offset).toBeLessThanOrEqual(text.length);
        }
        for (const document of documents) {
          for (const path of pathsOf(document.value)) {
            const { start, end } = document.rangeOf(path);
            expect(start.offset).toBeLessThanOrEqual(end.offset);
            expect(end.offset).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('reads what JSON.stringify writes', () => {
    fc.assert(
      fc.property(jsonValue, fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const { documents, diagnostics } = parseYaml(text, 'text');
        expect(diagnostics).toEqual([]);
        expect(documents[0]?.value ?? null).toEqual(bare(JSON.parse(text)));
      }),
      { numRuns: 1000 },
    );
  });

  it('finds every scalar of a JSON text where it stands', () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = JSON.stringify(value, null, 1);
        const [document] = parseYaml(text, 'text').documents;
        for (const path of pathsOf(document?.value ?? null)) {
          const range = document?.rangeOf(path);
          const slice = text.slice(range?.start.offset, range?.end.offset);
          const found = valueAtPath(JSON.parse(text), path);
          expect(JSON.parse(slice)).toEqual(found);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function* pathsOf(value: JsonValue, path: Path = []): Generator<Path> {
  yield path;
  if (isArray(value)) for (const [index, item] of value.entries()) yield* pathsOf(item, [...path, index]);
  else if (isObject(value))
    for (const key of Object.keys(value)) yield* pathsOf(value[key] ?? null, [...path, key]);
}

function valueAtPath(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) found = (found as Record<string | number, unknown>)[key]; // the path is one of the value's
  return found;
}

/** The same value with objects that have no prototype. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, member] of Object.entries(value)) object[key] = bare(member);
  return object;
}
