import type { LintReport } from '../../lint/run.ts';
import { renderJson, renderJsonLine } from '../json.ts';

/** The whole result as one document; schemas/lint.v1.schema.json describes it. */
export function renderLintJson(result: LintReport): string {
  const {
    diagnostics,
    files,
    objects,
    hidden,
    baselined = 0,
    unchanged = 0,
    outside = 0,
    unchecked,
  } = result;
  return renderJson({
    version: 1,
    diagnostics,
    summary: {
      files,
      objects,
      hidden,
      baselined,
      unchanged,
      outside,
      unchecked: Object.fromEntries(unchecked),
    },
  });
}

/** A finding a line. */
export function renderLintLines({ diagnostics }: LintReport): string {
  return diagnostics.map((diagnostic) => renderJsonLine(diagnostic)).join('');
}
