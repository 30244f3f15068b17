import type { LintResult } from '../../lint/lint.ts';
import { renderJson, renderJsonLine } from '../json.ts';

/** The whole result as one document. */
export function renderLintJson(result: LintResult): string {
  const { diagnostics, files, objects, hidden, unchecked } = result;
  return renderJson({
    version: 1,
    diagnostics,
    summary: { files, objects, hidden, unchecked: Object.fromEntries(unchecked) },
  });
}

/** A finding a line. */
export function renderLintLines({ diagnostics }: LintResult): string {
  return diagnostics.map((diagnostic) => renderJsonLine(diagnostic)).join('');
}
