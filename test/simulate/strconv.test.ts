import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { isJson } from '../../src/simulate/event-json.ts';
import { parseBool, parseFloat64, quote } from '../../src/simulate/strconv.ts';

const engine = openEngine();
afterAll(() => engine.close());

describe('numbers as Go reads them', () => {
  test.each([
    ['1', 1],
    ['+1.5e3', 1500],
    ['.5', 0.5],
    ['5.', 5],
    ['-0', -0],
    ['1_000', 1000],
    ['0x10p-2', 4],
    ['0X1.8p1', 3],
    ['0x_1p0', 1],
    ['-0x1p-1074', -5e-324],
    ['0x1p-1076', 0],
    ['inf', Number.POSITIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['nan', Number.NaN],
  ])('%s', (text, value) => expect(parseFloat64(text)).toEqual({ ok: true, value }));

  test.each(['', ' 1', '1 ', '.', '1e', '0x10', '1__0', '_1', '1_', '1_.5', '0b1', '1,5', 'infin', '１'])(
    '"%s" is none',
    (text) => {
      expect(parseFloat64(text)).toEqual({
        ok: false,
        error: `strconv.ParseFloat: parsing ${quote(text)}: invalid syntax`,
      });
    },
  );

  test.each(['1e400', '-1e400', '0x1p1024'])('%s is too large', (text) => {
    expect(parseFloat64(text)).toEqual({
      ok: false,
      error: `strconv.ParseFloat: parsing "${text}": value out of range`,
    });
  });

  test('the value is the one that the engine reads from such a text', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789_.eExXpPaf+-'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 10, maxLength: 10 }), (texts) => {
        const answers = engine.ask(
          texts.map((number) => ({ op: 'gjson' as const, json: JSON.stringify(number), paths: ['@this'] })),
        );
        for (const [index, answer] of answers.entries()) {
          const parsed = parseFloat64(texts[index] ?? '');
          // Where strconv returns a syntax error, gjson is left with 0.
          const expected = parsed.ok ? parsed.value : 0;
          if (!parsed.ok && parsed.error.endsWith('out of range')) continue;
          expect(answer.ok && answer.value[0]?.number, texts[index]).toBe(expected);
        }
      }),
      { numRuns: 200 },
    );
  });
});

test('booleans are six texts for each', () => {
  for (const text of ['1', 't', 'T', 'true', 'TRUE', 'True'])
    expect(parseBool(text)).toEqual({ ok: true, value: true });
  for (const text of ['0', 'f', 'F', 'false', 'FALSE', 'False'])
    expect(parseBool(text)).toEqual({ ok: true, value: false });
  expect(parseBool('yes')).toEqual({
    ok: false,
    error: 'strconv.ParseBool: parsing "yes": invalid syntax',
  });
});

test('texts are quoted as Go quotes them', () => {
  // Characters of Unicode 15.0: JavaScript may know newer ones.
  const older = fc.integer({ min: 0, max: 0x4ff }).map((code) => String.fromCodePoint(code));
  const text = fc.string({ unit: fc.oneof(older, fc.constantFrom('日', '😀', '\u2028', '\u{e0001}')) });
  fc.assert(
    fc.property(fc.array(text, { minLength: 5, maxLength: 5 }), (texts) => {
      const samples = [
        ...texts,
        '\u0000\u0007\b\f\n\r\t\v"\\\u007f',
        '\u00a0\u200b\u2028\u{e0001}',
        '日本😀é',
      ];
      const answers = engine.ask(
        samples.map((text) => ({
          op: 'template' as const,
          name: 'quote',
          text: '{{ printf "%q" .Input }}',
          input: { text },
        })),
      );
      expect(answers).toEqual(samples.map((text) => ({ ok: true, value: quote(text) })));
    }),
    { numRuns: 200 },
  );
});

test('a text is JSON when Go says so', () => {
  const fragment = fc.constantFrom(
    ...'{}[]:,"\\ \n\t01-+.eE',
    'true',
    'null',
    '"a"',
    '\\u00',
    '\ufeff',
    '\u000b',
    '\u0001',
  );
  const text = fc.oneof(
    fc.json(),
    fc.array(fragment, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(fc.array(text, { minLength: 10, maxLength: 10 }), (texts) => {
      const answers = engine.ask(texts.map((json) => ({ op: 'compactJson' as const, json })));
      expect(texts.map(isJson)).toEqual(answers.map(({ ok }) => ok));
    }),
    { numRuns: 200 },
  );
});
