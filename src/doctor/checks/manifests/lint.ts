import { formatPath } from '../../../diagnostic.ts';
import { lint as judge } from '../../../lint/lint.ts';
import type { Check } from '../../check.ts';
import { LISTED, type ListedKind } from '../../kinds.ts';

/** What another check asks the cluster itself, or what only a file can have. */
const ELSEWHERE =
  /^(?:(?:rbac|reference|yaml|load|lint)\/|event-bus\/stream-replicas$|event-source\/(?:service-port-mismatch|service-selector|replicas-standby|webhook-open)$)/;

export const lint: Check = {
  id: 'manifests/lint',
  title: 'the linter finds nothing in the objects',
  why: `Whatever argoflow lint finds in files it finds in the objects of a cluster, too: what the controllers refuse, filters
that never pass, parameters that lead nowhere. "argoflow explain RULE" says why. What concerns references and permissions is
asked of the cluster by checks of their own.`,
  reads: ['EventSource', 'Sensor'],
  run: ({ model, unread, namespace }, engine) => {
    const complete =
      namespace === undefined &&
      LISTED.every(
        ({ kind, ...listed }: ListedKind & (typeof LISTED)[number]) => listed.optional || !unread.has(kind),
      );
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
        hint: help ?? 'change it where it is written, and apply it again',
        command: `argoflow explain ${rule}`,
      }));
  },
};
