import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tableLines } from '../../src/report/table.ts';
import { textWidth } from '../../src/report/text-width.ts';

const ROWS = [
  ['reference/event-missing', 'error', 'a dependency waits for an event that its event source does not have'],
  ['yaml/syntax', 'error', 'short'],
].map((row) => row.map((text) => ({ text })));

describe('a table', () => {
  it('is a line a row where nobody reads along', () => {
    expect(tableLines(ROWS, undefined)).toEqual([
      'reference/event-missing  error  a dependency waits for an event that its event source does not have',
      'yaml/syntax              error  short',
    ]);
  });

  it('breaks the last column beside the others', () => {
    expect(tableLines(ROWS, 72)).toEqual([
      'reference/event-missing  error  a dependency waits for an event that',
      '                                its event source does not have',
      'yaml/syntax              error  short',
    ]);
  });

  it('puts it below the others in a narrow terminal', () => {
    expect(tableLines(ROWS, 40, 2)).toEqual([
      '  reference/event-missing  error',
      '      a dependency waits for an event',
      '      that its event source does not',
      '      have',
      '  yaml/syntax  error',
      '      short',
    ]);
  });

  it('never breaks a name, and paints what it does not measure', () => {
    const painted = [[{ text: 'x'.repeat(50), paint: (text: string) => `<${text}>` }, { text: 'said' }]];
    expect(tableLines(painted, 40)).toEqual([`<${'x'.repeat(50)}>`, '    said']);
  });

  it('fits, whatever it holds, where the names do', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).map((text) => text.trim());
    const text = fc.array(word, { maxLength: 20 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(word, text), { minLength: 1, maxLength: 5 }),
        fc.integer({ min: 40, max: 120 }),
        (rows, columns) => {
          const lines = tableLines(
            rows.map((row) => row.map((one) => ({ text: one }))),
            columns,
          );
          expect(lines.filter((line) => textWidth(line) >= columns)).toEqual([]);
        },
      ),
    );
  });
});
