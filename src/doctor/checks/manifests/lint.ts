import { formatPath } from '../../../diagnostic.ts';
import { lint as judge } from '../../../lint/lint.ts';
import type { Check } from '../../check.ts';
import { LISTED } from '../../kinds.ts';

/** What another check asks the cluster itself. */
const ELSEWHERE = /^(?:rbac|yaml|load|lint)\//;

export const lint: Check = {
  id: 'manifests/lint',
  summary: 'the linter finds nothing in the objects',
  reads: ['EventSource', 'Sensor'],
  run: ({ model, unread, namespace }, engine) => {
    const complete = namespace === undefined && LISTED.every(({ kind }) => !unread.has(kind));
    const { diagnostics } = judge(
      { model, files: [], diagnostics: model.diagnostics },
      { engine, horizon: { complete, external: [] }, ignores: false },
    );
    return diagnostics
      .filter(({ rule }) => !ELSEWHERE.test(rule))
      .map(({ rule, severity, message, at, help }) => ({
        severity,
        title: message,
        ...(at.resource !== undefined && { object: at.resource }),
        evidence: [`${formatPath(at.path ?? [])} (${rule})`.trim()],
        ...(help !== undefined && { hint: help }),
        command: `argoflow explain ${rule}`,
      }));
  },
};
