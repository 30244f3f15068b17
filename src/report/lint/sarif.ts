import type { Diagnostic, Place, Severity } from '../../diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { RULES } from '../../rules/index.ts';
import { renderJson } from '../json.ts';
import { formatPlace } from '../place.ts';
import { fingerprintsOf } from './fingerprint.ts';

const LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * SARIF 2.1.0, with every rule declared, so that a server can show its text beside a finding.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif({ diagnostics }: LintResult): string {
  const fingerprints = fingerprintsOf(diagnostics);
  const declared = new Map(RULES.map(({ id, severity, summary, docs }) => [id, { severity, summary, docs }]));
  const rules = [
    ...RULES.map(({ id, severity, summary, docs }) => ({
      id,
      shortDescription: { text: summary },
      fullDescription: { text: docs.why },
      help: { text: docs.why, markdown: `${docs.why}\n\nWrong:\n\n\`\`\`yaml\n${docs.bad}\`\`\`\n` },
      defaultConfiguration: { level: LEVEL[severity] },
    })),
    ...[...new Set(diagnostics.map(({ rule }) => rule))]
      .filter((id) => !declared.has(id))
      .map((id) => ({ id })),
  ];
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return renderJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'argoflow', rules } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic, index) => ({
          ruleId: diagnostic.rule,
          ruleIndex: indexes.get(diagnostic.rule),
          level: LEVEL[diagnostic.severity],
          message: { text: messageOf(diagnostic) },
          locations: [location(diagnostic.at)],
          partialFingerprints: { 'argoflow/v1': fingerprints[index] ?? '' },
          ...(diagnostic.related && {
            relatedLocations: diagnostic.related.map(({ message, at }) => ({
              ...location(at),
              message: { text: message },
            })),
          }),
        })),
      },
    ],
  });
}

function messageOf({ message, help }: Diagnostic): string {
  return help === undefined ? message : `${message}; ${help}`;
}

function location(at: Place): object {
  const { file, range, resource } = at;
  return {
    ...(file !== undefined && {
      physicalLocation: {
        artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
        ...(range && {
          region: {
            startLine: range.start.line,
            startColumn: range.start.column,
            endLine: range.end.line,
            endColumn: range.end.column,
          },
        }),
      },
    }),
    ...(resource !== undefined && { logicalLocations: [{ fullyQualifiedName: formatPlace({ ...at }) }] }),
  };
}
