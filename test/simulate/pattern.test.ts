import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { simplePattern } from '../../src/simulate/dependency/pattern.ts';

const engine = openEngine();
afterAll(() => engine.close());

const SIMPLE = ['', '^', '$', '^$', 'main', '^main', 'main$', '^main$', 'refs/heads/', 'a-b c', '日本', '😀'];
const NOT_SIMPLE = ['a.b', 'a|b', '^a^', 'a$b', '\\$', 'a\\$', '(a)', '[a]', 'a+', '(?i)a', 'a{2}', '\uD83D'];

describe('patterns that take no regular-expression engine', () => {
  test.each(SIMPLE)('"%s" is one', (pattern) => expect(simplePattern(pattern)).toBeDefined());
  test.each(NOT_SIMPLE)('"%s" is none', (pattern) => expect(simplePattern(pattern)).toBeUndefined());

  test('answer as RE2 does', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'b', '\n', 'é', '😀', '-', ' ', '\u0000'),
      maxLength: 6,
    });
    const pattern = fc
      .tuple(fc.constantFrom('', '^'), text, fc.constantFrom('', '$'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 20 }), (regexp, texts) => {
        const simple = simplePattern(regexp);
        const [answer] = engine.ask([{ op: 'regexp', pattern: regexp, texts }]);
        expect(answer).toEqual({ ok: true, value: texts.map((subject) => simple?.(subject)) });
      }),
      { numRuns: 200 },
    );
  });

  test('what is called simple is, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (regexp, subject) => {
        const simple = simplePattern(regexp);
        if (simple === undefined) return;
        const [answer] = engine.ask([{ op: 'regexp', pattern: regexp, texts: [subject, regexp] }]);
        expect(answer).toEqual({ ok: true, value: [simple(subject), simple(regexp)] });
      }),
      { numRuns: 200 },
    );
  });
});
