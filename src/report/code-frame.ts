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
/** Columns of a line where nothing bounds it: a line of a megabyte tells nobody anything. */
const LONGEST = 400;

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
  const room = pen.columns === undefined ? LONGEST : Math.max(pen.columns - gutterWidth - 7, 16);
  const shown = lines.slice(first - 1, last);
  const window = windowOf(shown, start.column - 1, room);
  const frame: string[] = [];
  for (const [index, line] of shown.entries()) {
    const number = first + index;
    const marked = number >= start.line && number <= lastMarked;
    const gutter = `${padStart(String(number), numberWidth)} ${symbols.bar} `;
    const text = cutOut(line, window, pen);
    frame.push(marked ? paint.dim(gutter) + text : paint.dim(gutter + text));
    if (!marked) continue;

    const from = number === start.line ? start.column - 1 : line.length - line.trimStart().length;
    const to = number === end.line ? end.column - 1 : line.trimEnd().length;
    const blank = `${' '.repeat(numberWidth)} ${symbols.bar} `;
    frame.push(paint.dim(blank) + paint.red(mark(line, from, to, window, pen)));
  }
  return frame;
}

/** The part of the lines that is shown: from a UTF-16 unit on, so many columns. */
interface Window {
  readonly from: number;
  readonly columns: number;
}

/** Where lines would have to be cut, their common indent goes first; then what is far before the mark. */
function windowOf(lines: readonly string[], column: number, columns: number): Window {
  // A line of a megabyte is not laid out to see that it is too long.
  const long = lines.some((line) => line.length > columns * 2 || textWidth(printable(line)) > columns);
  if (!long) return { from: 0, columns };
  const indent = Math.min(
    ...lines.filter((line) => line.trim() !== '').map((line) => /^ */.exec(line)?.[0].length ?? 0),
  );
  if (column - indent < columns * 0.75) return { from: Math.min(indent, column), columns };
  return { from: column - Math.floor(columns / 2), columns };
}

/** The line from the window's start on, cut where the window ends; an ellipsis stands for what is left out. */
function cutOut(line: string, { from, columns }: Window, { symbols }: Pen): string {
  const isCut = line.slice(0, from).trim() !== '';
  const before = isCut ? symbols.ellipsis : '';
  const start = isCut ? from + symbols.ellipsis.length : from;
  // More units than columns are never needed, but for marks that take no column.
  const piece = printable(sliceText(line, start, start + columns * 4));
  return before + cut(piece, columns - before.length, symbols.ellipsis);
}

/** Carets under a part of a line, as far as the window shows it. */
function mark(line: string, from: number, to: number, window: Window, { symbols }: Pen): string {
  const start = Math.max(from, window.from);
  const before = textWidth(printable(sliceText(line, window.from, start)));
  const width = textWidth(printable(sliceText(line, start, Math.min(to, start + window.columns * 4))));
  return ' '.repeat(before) + symbols.caret.repeat(Math.max(1, Math.min(width, window.columns - before)));
}

/** Like slice, without the half of a character at either end. */
function sliceText(line: string, from: number, to: number): string {
  return line.slice(from, to).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');
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
