import type { Check } from '../doctor/check.ts';
import { createPen, type Style } from './pen.ts';
import { tableLines } from './table.ts';
import { wrap } from './text-width.ts';

/** What a check of doctor is about, why, and what it looks at. */
export function renderCheck({ id, title, why, reads }: Check, style: Style): string {
  const pen = createPen(style);
  const { bold, dim } = pen.paint;
  const width = pen.columns === undefined ? undefined : pen.columns - 1;
  return [
    `${bold(id)} (a check of doctor)`,
    ...wrap(`It is right when ${title}.`, width),
    '',
    ...wrap(why.replaceAll('\n', ' '), width),
    '',
    ...(reads.length === 0 ? [] : [...wrap(`It looks at: ${reads.join(', ')}`, width), '']),
    dim(`this one alone: argoflow doctor --only ${id}`),
    '',
  ].join('\n');
}

/** A line a check: id, and what is right when it finds nothing. */
export function renderCheckList(checks: readonly Check[], style: Style): string {
  const { paint, columns } = createPen(style);
  const rows = [...checks]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, title }) => [{ text: id, paint: paint.bold }, { text: title }]);
  return tableLines(rows, columns)
    .map((line) => `${line}\n`)
    .join('');
}
