import { createTwoFilesPatch } from 'diff';
import type { Difference } from '../apply/difference.ts';
import type { Action, Outcome, Outcomes } from '../apply/outcome.ts';
import type { ObjectName } from '../cluster/cluster.ts';
import { renderJson } from './json.ts';
import { createPen, type Pen, type Style } from './pen.ts';
import { oneLine, wrap } from './text-width.ts';
import { renderYaml } from './yaml.ts';

/** Which cluster it was. */
export interface Where {
  readonly context: string;
  readonly server: string;
}

const WORDS: Readonly<Record<Action, string>> = {
  created: 'created',
  configured: 'configured',
  unchanged: 'unchanged',
  planned: 'planned',
  deleted: 'deleted',
  absent: 'not there',
  kept: 'kept',
  failed: 'failed',
  'not-done': 'not done',
};
const WIDEST = Math.max(...Object.values(WORDS).map((word) => word.length));

/** What became of one object. */
export function renderOutcome(outcome: Outcome, style: Style): string {
  return `${outcomeLines(outcome, createPen(style)).join('\n')}\n`;
}

/** What became of every object but those that are told already, and the sum of all. */
export function renderOutcomes(
  { dryRun, outcomes }: Outcomes,
  where: Where,
  style: Style,
  told: ReadonlySet<Outcome> = new Set(),
): string {
  const pen = createPen(style);
  const untold = outcomes.filter((outcome) => !told.has(outcome));
  const lines = untold.flatMap((outcome, index) => {
    const next = untold[index + 1];
    // One reason for several stands once, after the last of them.
    const isLast = next?.action !== 'kept' || outcome.message !== next.message || outcome.help !== next.help;
    return outcomeLines(isLast ? outcome : { name: outcome.name, action: outcome.action }, pen);
  });
  const counts = new Map<Action, number>();
  for (const { action } of outcomes) counts.set(action, (counts.get(action) ?? 0) + 1);
  const sum = [...counts].map(([action, count]) => `${count} ${WORDS[action]}`).join(', ') || 'nothing to do';
  const dry = dryRun === 'none' ? '' : ' (dry run: nothing was changed)';
  return `${[...lines, `${sum} in context "${where.context}"${dry}`].join('\n')}\n`;
}

export function renderOutcomesJson({ dryRun, outcomes, failure }: Outcomes, where: Where): string {
  return renderJson({
    version: 1,
    context: where.context,
    server: where.server,
    dryRun,
    done: failure === undefined,
    objects: outcomes.map(({ name, action, message, help, conflicts, warnings }) => ({
      ...name,
      action,
      message,
      help,
      conflicts,
      warnings,
    })),
    ...(failure !== undefined && { failure: { reason: failure.reason, message: failure.message } }),
  });
}

/** Patches of YAML, object by object; empty for none. */
export function renderDifferences(differences: readonly Difference[], style: Style): string {
  const { paint } = createPen(style);
  return differences
    .map(({ name, before, after, conflicts }) => {
      const path = pathOf(name);
      const patch = createTwoFilesPatch(
        before === undefined ? '/dev/null' : `live/${path}`,
        after === undefined ? '/dev/null' : `applied/${path}`,
        before === undefined ? '' : renderYaml(before),
        after === undefined ? '' : renderYaml(after),
        '',
        '',
        { context: 3 },
      );
      const notes = conflicts.map(
        ({ manager, field }) =>
          `${paint.yellow('#')} "${manager}" owns ${field}: applying needs --force-conflicts\n`,
      );
      const lines = patch.replace(/^=+\n/, '').replace(/^((?:---|\+\+\+) .*?)\t$/gm, '$1');
      return (
        notes.join('') +
        lines
          .split('\n')
          .map((line) => painted(line, paint))
          .join('\n')
      );
    })
    .join('');
}

export function renderDifferencesJson(differences: readonly Difference[], where: Where): string {
  return renderJson({
    version: 1,
    context: where.context,
    server: where.server,
    differences: differences.map(({ name, before, after, conflicts }) => ({
      ...name,
      change: before === undefined ? 'create' : after === undefined ? 'delete' : 'configure',
      before: before ?? null,
      after: after ?? null,
      conflicts,
    })),
  });
}

function outcomeLines({ name, action, message, help, warnings = [] }: Outcome, pen: Pen): readonly string[] {
  const indent = ' '.repeat(WIDEST + 2);
  const width = pen.columns === undefined ? undefined : pen.columns - 1 - indent.length;
  const detail = (text: string) => wrap(oneLine(text), width).map((line) => `${indent}${line}`);
  return [
    `${painter(action, pen)(WORDS[action].padEnd(WIDEST))}  ${oneLine(pathOf(name))}`,
    ...(message === undefined ? [] : detail(message)),
    ...(help === undefined ? [] : detail(help).map((line) => pen.paint.dim(line))),
    ...warnings.flatMap((warning) => detail(`warning: ${warning}`)),
  ];
}

function painter(action: Action, { paint }: Pen): (text: string) => string {
  switch (action) {
    case 'created':
    case 'configured':
      return paint.green;
    case 'deleted':
    case 'kept':
    case 'not-done':
      return paint.yellow;
    case 'failed':
      return paint.red;
    default:
      return paint.dim;
  }
}

function painted(line: string, paint: Pen['paint']): string {
  if (/^(?:---|\+\+\+) /.test(line)) return paint.bold(line);
  if (line.startsWith('+')) return paint.green(line);
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('@@') ? paint.cyan(line) : line;
}

function pathOf({ kind, namespace, name }: ObjectName): string {
  return [kind, namespace, name].filter((part) => part !== '').join('/');
}
