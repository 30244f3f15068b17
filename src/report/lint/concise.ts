import type { LintResult } from '../../lint/lint.ts';
import { formatPlace } from '../place.ts';
import { oneLine } from '../text-width.ts';

/** A line a finding, as compilers write them: `file:line:column: severity: message [rule]`. */
export function renderConcise({ diagnostics }: LintResult): string {
  return diagnostics
    .map(({ at, severity, message, rule }) => {
      const { file, range } = at;
      const place =
        file === undefined || range === undefined
          ? formatPlace(at)
          : `${file}:${range.start.line}:${range.start.column}`;
      return `${oneLine(`${place}: ${severity}: ${message}`)} [${rule}]\n`;
    })
    .join('');
}
