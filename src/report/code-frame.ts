import type { Range } from '../diagnostic.ts';
import type { Pen } from './pen.ts';
import { cut, padStart, printable, textWidth } from './text-width.ts';

/** The texts of the files that places point into, by the name that the places use. */
export type Sources = ReadonlyMap<string, string>;

/** Lines of context before and after the marked ones. */
const BEFORE = 2;
const AFTER = 1;
/** A range over more lines than this is marked by its first line only. */
const MARKED = 4;

/**
 * The lines of `text` around `range`, numbered, with a mark under the range.
 * Nothing for a document that is a Secret: its lines are not for printing.
 */
export function codeFrame(text: string, range: Range, pen: Pen): string[] {
  // Manifests may be large, and a frame needs few lines; but line numbers need the breaks before them.
  const lines = text.split(/\r\n|\r|\n/);
  const { start, end } = range;
  if (start.line > lines.length || isSecret(lines, start.line - 1)) return [];

  // An end in column 1 belongs to the line before: a block ends where the next line starts.
  const endLine = end.column === 1 && end.line > start.line ? end.line - 1 : end.line;
  const lastMarked = endLine - start.line < MARKED ? endLine : start.line;
  const first = Math.max(1, start.line - BEFORE);
  let last = Math.min(lines.length, lastMarked + AFTER);
  while (last > lastMarked && lines[last - 1]?.trim() === '') last--;
  const numberWidth = String(last).length;
  const { paint, symbols } = pen;

  const gutterWidth = numberWidth + 3;
  const room = pen.columns === undefined ? undefined : Math.max(pen.columns - gutterWidth - 7, 16);
  const indent = room === undefined ? 0 : surplusIndent(lines.slice(first - 1, last), room);
  const frame: string[] = [];
  for (let number = first; number <= last; number++) {
    const line = (lines[number - 1] ?? '').slice(indent);
    const marked = number >= start.line && number <= lastMarked;
    const gutter = `${padStart(String(number), numberWidth)} ${symbols.bar} `;
    const shown = cut(printable(line), room, symbols.ellipsis);
    frame.push(marked ? paint.dim(gutter) + shown : paint.dim(gutter + shown));
    if (!marked) continue;

    const own = line.length - line.trimStart().length;
    const from = number === start.line ? Math.max(0, start.column - 1 - indent) : own;
    const to = number === end.line ? end.column - 1 - indent : line.trimEnd().length;
    const before = textWidth(printable(line.slice(0, from)));
    const width = Math.max(1, textWidth(printable(line.slice(from, to))));
    const under = cut(' '.repeat(before) + symbols.caret.repeat(width), room, '');
    const blank = `${' '.repeat(numberWidth)} ${symbols.bar} `;
    frame.push(paint.dim(blank) + paint.red(under));
  }
  return frame;
}

/** Where lines would have to be cut, their common indent goes first. */
function surplusIndent(lines: readonly string[], room: number): number {
  if (lines.every((line) => textWidth(printable(line)) <= room)) return 0;
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0);
  return Math.min(...indents);
}

/** Is the document around line `index` (from 0) a Secret, as far as its lines tell? */
function isSecret(lines: readonly string[], index: number): boolean {
  let first = index;
  while (first > 0 && !isSeparator(lines[first - 1])) first--;
  let last = index;
  while (last < lines.length && !isSeparator(lines[last])) last++;
  return lines
    .slice(first, last)
    .some((line) => /(?:^|[\s{,-])["']?kind["']?\s*:\s*["']?Secret\b/.test(line));
}

function isSeparator(line: string | undefined): boolean {
  return line !== undefined && /^---(?:\s|$)/.test(line);
}
