import { padEnd, textWidth, wrap } from './text-width.ts';

export interface Cell {
  readonly text: string;
  /** Its colour, which takes no room. */
  readonly paint?: ((text: string) => string) | undefined;
}

/** The last column is broken into lines where it has this many cells at least; else it goes below the others. */
const NARROW = 28;

/**
 * Rows whose columns stand below each other. Where they do not fit into `columns` (the width of the terminal), the text of
 * the last one is broken into lines, beside the others or, in a narrow terminal, below them. The others are names, which
 * somebody may copy: they stay whole. Undefined as `columns` breaks nothing.
 */
export function tableLines(
  rows: readonly (readonly Cell[])[],
  columns: number | undefined,
  indent = 0,
): string[] {
  const count = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, count - 1) }, (_, index) =>
    Math.max(...rows.map((row) => textWidth(row[index]?.text ?? ''))),
  );
  const start = ' '.repeat(indent);
  const head = widths.reduce((sum, width) => sum + width + 2, indent);
  // A line that fills the last cell is broken by some terminals.
  const room = columns === undefined ? undefined : columns - 1 - head;
  const isBelow =
    room !== undefined && room < NARROW && rows.some((row) => textWidth(row.at(-1)?.text ?? '') > room);
  return rows.flatMap((row) => {
    const names = row.slice(0, -1);
    const { text = '', paint = plain } = row.at(-1) ?? {};
    if (isBelow && columns !== undefined) {
      const given = names.filter((cell) => cell.text !== '');
      const fits = textWidth(given.map((cell) => cell.text).join('  ')) < columns - indent;
      const [first = '', ...more] = fits ? [given.map(painted).join('  ')] : given.map(painted);
      const lines = text === '' ? [] : wrap(text, columns - 1 - indent - 4).map(paint);
      return [start + first, ...[...more, ...lines].map((line) => `${start}    ${line}`)];
    }
    const before = names.map((cell, index) =>
      painted({ ...cell, text: padEnd(cell.text, widths[index] ?? 0) }),
    );
    const [first = '', ...more] = wrap(text, room).map(paint);
    const line = start + [...before, first].join('  ');
    return [line.trimEnd(), ...more.map((rest) => ' '.repeat(head) + rest)];
  });
}

function painted({ text, paint = plain }: Cell): string {
  return paint(text);
}

function plain(text: string): string {
  return text;
}
