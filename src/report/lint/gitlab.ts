import { createHash } from 'node:crypto';
import type { Diagnostic, Severity } from '../../diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { renderJson } from '../json.ts';

const SEVERITY: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/** A Code Quality report. Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export function renderGitlab({ diagnostics }: LintResult): string {
  return renderJson(
    diagnostics.map((diagnostic) => ({
      description: diagnostic.message,
      check_name: diagnostic.rule,
      fingerprint: fingerprint(diagnostic),
      severity: SEVERITY[diagnostic.severity],
      location: {
        path: diagnostic.at.file ?? diagnostic.at.resource ?? '',
        lines: { begin: diagnostic.at.range?.start.line ?? 1 },
      },
    })),
  );
}

/**
 * What stays the same when lines move: rule, file, object, path and message. SHA-256 in hexadecimal.
 */
export function fingerprint({ rule, at, message }: Diagnostic): string {
  const parts = [rule, at.file ?? '', at.resource ?? '', JSON.stringify(at.path ?? []), message];
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
