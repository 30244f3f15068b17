import type { EditorSchema } from '../editor/schemas.ts';
import type { FileAction } from '../scaffold/write.ts';
import { actionLines } from './init.ts';
import { createPen, type Style } from './pen.ts';
import { tableLines } from './table.ts';

/** A line a schema: its name, the files that it is for, what it judges. */
export function renderSchemaList(schemas: readonly EditorSchema[], style: Style): string {
  const { paint, columns } = createPen(style);
  const rows = schemas.map(({ name, files, summary }) => [
    { text: name, paint: paint.bold },
    { text: files.join(', ') },
    { text: summary },
  ]);
  return tableLines(rows, columns)
    .map((line) => `${line}\n`)
    .join('');
}

/** What was written, or would be, a line a file. */
export function renderSchemaFiles(
  actions: readonly FileAction[],
  { dryRun }: { readonly dryRun: boolean },
  style: Style,
): string {
  const changed = actions.filter(({ state }) => state !== 'unchanged').length;
  const done =
    changed === 0
      ? 'nothing to do: all files are there already'
      : `${changed} ${changed === 1 ? 'file' : 'files'} written`;
  return [
    ...actionLines(actions, dryRun ? 'planned' : 'done', createPen(style)),
    '',
    dryRun ? 'dry run: nothing was written' : done,
    '',
  ].join('\n');
}
