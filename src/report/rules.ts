import type { Rule } from '../rules/rule.ts';
import { createPen, type Style } from './pen.ts';
import { tableLines } from './table.ts';
import { wrap } from './text-width.ts';

/** What a rule is about, why, and what it looks like. */
export function renderRule({ id, severity, summary, docs }: Rule, style: Style): string {
  const pen = createPen(style);
  const { bold, dim } = pen.paint;
  const width = pen.columns === undefined ? undefined : pen.columns - 1;
  const example = (title: string, text: string) => [
    dim(title),
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    '',
  ];
  return [
    `${bold(id)} (${severity})`,
    ...wrap(summary, width),
    '',
    ...wrap(docs.why.replaceAll('\n', ' '), width),
    '',
    ...example('wrong:', docs.bad),
    ...example('right:', docs.good),
    dim(`hide one: # argoflow: ignore[${id}] the reason`),
    '',
  ].join('\n');
}

/** A line a rule: id, severity, summary. */
export function renderRuleList(rules: readonly Rule[], style: Style): string {
  const { paint, columns } = createPen(style);
  const rows = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(({ id, severity, summary }) => [
      { text: id, paint: paint.bold },
      { text: severity },
      { text: summary },
    ]);
  return tableLines(rows, columns)
    .map((line) => `${line}\n`)
    .join('');
}
