import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderJson, renderJsonLine } from '../../src/report/json.ts';
import { renderYaml } from '../../src/report/yaml.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc.stringMatching(/^[ a-z\n:#"'|>\-0-9.]*$/),
  fc.constantFrom(
    'y',
    'No',
    'null',
    '~',
    '0777',
    '1e3',
    '.inf',
    '2026-01-02',
    'a: b',
    '- a',
    'a #b',
    ' a',
    'a\n',
    '\n',
    'a\n\n',
    '  a\nb',
    '<<',
    '=',
    '---',
    'a\nb',
  ),
);
const trees = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    texts,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(
      texts.filter((key) => key !== '<<'),
      tie('node'),
      { maxKeys: 4 },
    ),
  ),
})).node;
const documents = fc.dictionary(fc.stringMatching(/^[a-z]+$/), trees, { maxKeys: 4 });

describe('a document as JSON', () => {
  it('holds what it was made of', () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(JSON.parse(renderJson(document))).toEqual(JSON.parse(JSON.stringify(document)));
        expect(renderJsonLine(document).trimEnd()).not.toMatch(/\n/);
      }),
    );
  });

  it('may be nested as deep as an event can be', () => {
    const deep = JSON.parse(`${'[{"a":'.repeat(10_000)}1${'}]'.repeat(10_000)}`) as object;
    expect(renderJson({ deep }).replace(/\s/g, '')).toBe(renderJsonLine({ deep }).trim());
    expect(renderYaml({ deep })).toContain('[{"a":[{"a":');
  });

  it('keeps all digits, leaves out what is undefined, and cannot steer a terminal', () => {
    expect(renderJson({ a: 12345678901234567890n, b: undefined, c: '\u001b\u009b' })).toBe(
      '{\n  "a": 12345678901234567890,\n  "c": "\\u001b\\u009b"\n}\n',
    );
  });
});

describe('a document as YAML', () => {
  it('holds what it was made of, as the controllers would read it', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const { documents: read, diagnostics } = parseYaml(renderYaml(document), 'x.yaml');
        expect(diagnostics).toEqual([]);
        const whole = JSON.parse(
          JSON.stringify(document, (_key, value: unknown) => wellFormed(value)),
        ) as unknown;
        expect(JSON.parse(JSON.stringify(read[0]?.value ?? {}))).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it('reads well', () => {
    expect(renderYaml({ a: [{ b: 1, c: [] }, 'x y'], d: 'one\ntwo\n', e: { f: 'no' } })).toBe(
      'a:\n- b: 1\n  c: []\n- x y\nd: |\n  one\n  two\ne:\n  f: "no"\n',
    );
  });
});

function wellFormed(value: unknown): unknown {
  return typeof value === 'string' ? value.toWellFormed() : value;
}
