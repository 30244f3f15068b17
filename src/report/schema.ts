import type { EditorSchema } from '../editor/schemas.ts';
import type { FileAction } from '../scaffold/write.ts';
import { actionLines } from './init.ts';
import { createPen, type Style } from './pen.ts';
import { padEnd } from './text-width.ts';

/** A line a schema: its name, the files that it is for, what it judges. */
export function renderSchemaList(schemas: readonly EditorSchema[], style: Style): string {
  const { paint } = createPen(style);
  const rows = schemas.map(({ name, files, summary }) => ({ name, files: files.join(', '), summary }));
  const width = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length));
  const names = width(rows.map(({ name }) => name));
  const globs = width(rows.map(({ files }) => files));
  return rows
    .map(
      ({ name, files, summary }) =>
        `${paint.bold(padEnd(name, names))}  ${padEnd(files, globs)}  ${summary}\n`,
    )
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
