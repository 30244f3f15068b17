import type { Template } from '../scaffold/template.ts';
import type { ProjectCheck } from '../scaffold/verify.ts';
import type { FileAction, FileState } from '../scaffold/write.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { tableLines } from './table.ts';
import { cut, oneLine, padEnd, padStart, textWidth, wrap } from './text-width.ts';

/** A project as it stands or would stand on the disk. */
export interface ProjectReport {
  /** Its name is '' where it is none of those that are listed. */
  readonly template: Pick<Template, 'name' | 'title'>;
  /** As the user named it. */
  readonly folder: string;
  /** What was there before. */
  readonly actions: readonly FileAction[];
}

/** What was written, a line a file, what was checked of it, and `next`, the command that comes now. */
export function renderProject(
  { template, folder, actions }: ProjectReport,
  next: string,
  style: Style,
  checks: readonly ProjectCheck[] = [],
): string {
  const pen = createPen(style);
  const changed = actions.filter(({ state }) => state !== 'unchanged').length;
  const conclusion =
    changed === 0
      ? 'nothing to do: all files are there already'
      : `${changed} ${changed === 1 ? 'file' : 'files'} written`;
  return [
    heading(template, folder, pen),
    ...actionLines(actions, 'done', pen),
    '',
    conclusion,
    ...(checks.length === 0 ? [] : ['', ...checkLines(checks, pen), '']),
    `${pen.paint.cyan('next:')} ${oneLine(next)}`,
    '',
  ].join('\n');
}

function checkLines(checks: readonly ProjectCheck[], { paint, symbols, columns }: Pen): string[] {
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks.map(({ name, passed, text }) => {
    const symbol = passed ? paint.green(symbols.passed) : paint.red(symbols.stopped);
    const room = columns === undefined ? undefined : columns - width - 7;
    return `  ${symbol} ${padEnd(name, width)}  ${cut(oneLine(text), room, symbols.ellipsis)}`;
  });
}

/** What would be written, a line a file. Without `force`, files that differ are marked as standing in the way. */
export function renderDryRun(report: ProjectReport, force: boolean, style: Style): string {
  const pen = createPen(style);
  return [
    heading(report.template, report.folder, pen),
    ...actionLines(report.actions, force ? 'forced' : 'planned', pen),
    '',
    'dry run: nothing was written',
    '',
  ].join('\n');
}

/** The templates that there are, with their parameters and defaults. */
export function renderTemplates(templates: readonly Template[], style: Style): string {
  const pen = createPen(style);
  return templates
    .map(({ name, title, parameters }) => {
      const rows = parameters.map((parameter) => {
        const choices = parameter.choices.map(({ value }) => value).join(', ');
        const value =
          parameter.defaultFrom === 'folder'
            ? `the folder's name, else ${parameter.default}`
            : withNames(parameter.default, parameters);
        return [{ text: parameter.name }, { text: choices === '' ? value : `${value} (${choices})` }];
      });
      const [head = '', ...more] = wrap(`${name}: ${title}`, roomOf(pen));
      const heading = [`${pen.paint.bold(name)}${head.slice(name.length)}`, ...more];
      return [...heading, ...tableLines(rows, pen.columns, 2)].map((line) => `${line}\n`).join('');
    })
    .join('\n');
}

/** With `NAME` where the value of the parameter "name" comes. */
function withNames(text: string, parameters: Template['parameters']): string {
  return parameters.reduce((built, { marker, name }) => built.replaceAll(marker, name.toUpperCase()), text);
}

function heading({ name, title }: ProjectReport['template'], folder: string, pen: Pen): string {
  const { bold, dim } = pen.paint;
  const place = oneLine(folder);
  const template = name === '' ? [] : [`(template ${name})`];
  const lines = wrap([`${place}: ${title}`, ...template].join(' '), roomOf(pen)).join('\n');
  const painted = lines.startsWith(place) ? bold(place) + lines.slice(place.length) : lines;
  return template.reduce((text, part) => text.replace(part, dim(part)), painted);
}

/** A line that fills the last cell is broken by some terminals. */
function roomOf({ columns }: Pen): number | undefined {
  return columns === undefined ? undefined : columns - 1;
}

type Wording = Readonly<Record<FileState, string>>;
const SAME = { unchanged: 'unchanged' } as const;
const WORDINGS = {
  done: { missing: 'created', changed: 'changed', differs: 'overwritten', ...SAME },
  forced: { missing: 'create', changed: 'change', differs: 'overwrite', ...SAME },
  planned: { missing: 'create', changed: 'change', differs: 'in the way', ...SAME },
} satisfies Readonly<Record<string, Wording>>;

/** A line a file: what was done with it, or would be, and how large it is. */
export function actionLines(
  actions: readonly FileAction[],
  wording: keyof typeof WORDINGS,
  pen: Pen,
): string[] {
  return linesOf(actions, WORDINGS[wording], pen);
}

function linesOf(actions: readonly FileAction[], wording: Wording, pen: Pen): string[] {
  const words = Math.max(0, ...actions.map(({ state }) => wording[state].length));
  const paths = Math.max(0, ...actions.map(({ path }) => textWidth(path)));
  const sizes = Math.max(0, ...actions.map(({ bytes }) => String(bytes).length));
  const room = roomOf(pen);
  // A path is what somebody looks for; sizes are told where there is room.
  const isWide = room === undefined || words + paths + sizes + 12 <= room;
  return actions.map(({ path, bytes, state }) => {
    const line = `  ${painter(state, pen)(padEnd(wording[state], words))}  `;
    if (!isWide) return `${line}${path}`;
    return `${line}${padEnd(path, paths)}  ${pen.paint.dim(`${padStart(String(bytes), sizes)} bytes`)}`;
  });
}

function painter(state: FileState, { paint }: Pen): (text: string) => string {
  switch (state) {
    case 'missing':
    case 'changed':
      return paint.green;
    case 'differs':
      return paint.yellow;
    case 'unchanged':
      return paint.dim;
  }
}
