import type { LintResult } from '../../lint/lint.ts';
import { formatPlace } from '../place.ts';
import { briefLine, oneLine } from '../text-width.ts';

/** A table, for the comment on a change or the summary of a job. */
export function renderMarkdown({ diagnostics, files, objects }: LintResult): string {
  if (diagnostics.length === 0) return `Nothing found in ${objects} objects of ${files} files.\n`;
  const rows = diagnostics.map(({ severity, at, message, help, rule }) => {
    const place = at.file === undefined || !at.range ? formatPlace(at) : `${at.file}:${at.range.start.line}`;
    const text = help === undefined ? message : `${message} (${help})`;
    return `| ${severity} | ${code(place)} | ${cell(text)} | ${code(rule)} |\n`;
  });
  return `| severity | place | message | rule |\n| --- | --- | --- | --- |\n${rows.join('')}`;
}

/** Text in a cell of a table. */
export function cell(text: string): string {
  return briefLine(text).replace(/[\\|<>*_`[\]]/g, '\\$&');
}

/** A name or a place in a cell. */
export function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
