import type { LintResult } from '../../lint/lint.ts';
import { formatPlace } from '../place.ts';
import { briefLine, oneLine } from '../text-width.ts';

/**
 * A line a finding, as compilers write them: `file:line:column: severity: message [rule]`. The place is always that in
 * the text that was read; what it was rendered from stands behind the message.
 */
export function renderConcise({ diagnostics }: LintResult): string {
  return diagnostics
    .map(({ at, severity, message, rule }) => {
      const { file, range, source } = at;
      const place =
        file === undefined || range === undefined
          ? formatPlace(at)
          : `${file}:${range.start.line}:${range.start.column}`;
      const from = source === undefined ? '' : ` (rendered from ${source})`;
      return `${oneLine(`${place}: ${severity}: `)}${briefLine(`${message}${from}`)} [${rule}]\n`;
    })
    .join('');
}
