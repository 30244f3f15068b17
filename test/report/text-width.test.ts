import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cut, oneLine, printable, textWidth, wrap } from '../../src/report/text-width.ts';

describe('the width of a text', () => {
  it.each([
    ['abc', 3],
    ['日本語', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['👍', 2],
    ['👨‍👩‍👧', 2],
    ['✓✗○', 3],
    ['├─ │', 4],
    ['ｱ', 1],
  ])('of %s is %i', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });
});

describe('wrapping', () => {
  it('breaks at spaces and, where that is not possible, inside a word', () => {
    expect(wrap('the quick brown fox', 10)).toEqual(['the quick', 'brown fox']);
    expect(wrap('abcdefghijklmnop', 10)).toEqual(['abcdefghij', 'klmnop']);
    expect(wrap('one\ntwo', undefined)).toEqual(['one', 'two']);
  });

  it('loses nothing but the spaces where a line breaks, and keeps to the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 8, max: 60 }),
        (raw, width) => {
          const text = oneLine(raw);
          const lines = wrap(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('cuts by cells', () => {
    expect(cut('日本語', 5, '…')).toBe('日本…');
    expect(cut('日本語', 6, '…')).toBe('日本語');
    expect(cut('日本語', undefined, '…')).toBe('日本語');
  });
});

describe('data in a report', () => {
  it('cannot steer the terminal', () => {
    expect(printable('\u001b[31mred\u0007\r\n\u009b2J\u202e\tx')).toBe(
      '\\x1b[31mred\\x07\n\\x9b2J\\u202e  x',
    );
    expect(oneLine('a\nb')).toBe('a\\nb');
  });

  it('has no control character but the line break, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[^\P{Cc}\n]/u);
      }),
    );
  });
});
