import type { Severity } from '../../diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { renderJson } from '../json.ts';
import { annotatedFile } from './annotated-file.ts';
import { fingerprintsOf } from './fingerprint.ts';

const SEVERITY: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/** A Code Quality report. Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function renderGitlab({ diagnostics }: LintResult): string {
  const fingerprints = fingerprintsOf(diagnostics);
  return renderJson(
    diagnostics.map((diagnostic, index) => {
      const { rule, severity, message, at } = diagnostic;
      const { file, range, note } = annotatedFile(at);
      return {
        description: note === undefined ? message : `${message} (${note})`,
        check_name: rule,
        fingerprint: fingerprints[index],
        severity: SEVERITY[severity],
        location: { path: pathOf(file ?? at.resource ?? ''), lines: { begin: range?.start.line ?? 1 } },
      };
    }),
  );
}

/** GitLab compares it with the paths of the repository, which have no `./` before them. */
function pathOf(file: string): string {
  return file.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}
