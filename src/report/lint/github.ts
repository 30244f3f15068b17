import type { Place, Range, Severity } from '../../diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { annotatedFile } from './annotated-file.ts';

const COMMAND: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands, which GitHub Actions shows beside the lines of a change. */
export function renderGithub({ diagnostics }: LintResult): string {
  return diagnostics
    .map(({ severity, at, message, help, rule }) => annotation(severity, at, rule, message, help))
    .join('');
}

/** One workflow command, with a newline at its end. */
export function annotation(
  severity: Severity,
  at: Place,
  title: string,
  message: string,
  help: string | undefined,
): string {
  const { file, range, note } = annotatedFile(at);
  const properties = {
    ...(file !== undefined && { file }),
    ...(range && positionOf(range)),
    title,
  };
  const written = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  const first = note === undefined ? message : `${message} (${note})`;
  const text = help === undefined ? first : `${first}\nhelp: ${help}`;
  return `::${COMMAND[severity]} ${written.join(',')}::${data(text)}\n`;
}

/** Columns of a range of several lines are refused. Source: https://docs.github.com/rest/checks/runs (annotations). */
function positionOf({ start, end }: Range): object {
  return start.line === end.line
    ? { line: start.line, col: start.column, endColumn: end.column }
    : { line: start.line, endLine: end.line };
}

/** Source: https://github.com/actions/toolkit packages/core/src/command.ts (escapeData, escapeProperty). */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
