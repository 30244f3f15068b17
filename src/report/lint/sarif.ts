import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Diagnostic, Place, Range, Severity } from '../../diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { replacementOf } from '../../lint/replacement.ts';
import { RULES } from '../../rules/index.ts';
import type { Sources } from '../code-frame.ts';
import { renderJson } from '../json.ts';
import { formatPlace } from '../place.ts';
import { annotatedFile } from './annotated-file.ts';
import { fingerprintsOf } from './fingerprint.ts';

const LEVEL: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * SARIF 2.1.0, with every rule declared, so that a server can show its text beside a finding, and with what would mend
 * a finding, as text to replace.
 * Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function renderSarif({ diagnostics }: LintResult, sources: Sources): string {
  const fingerprints = fingerprintsOf(diagnostics);
  const indexes = new Map(RULES.map(({ id }, index) => [id, index]));
  return renderJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'argoflow', rules: RULES.map(descriptor) } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic, index) => ({
          ruleId: diagnostic.rule,
          ruleIndex: indexes.get(diagnostic.rule),
          level: LEVEL[diagnostic.severity],
          message: { text: messageOf(diagnostic) },
          locations: [location(diagnostic.at)],
          partialFingerprints: { 'argoflow/v1': fingerprints[index] },
          ...(diagnostic.related && {
            relatedLocations: diagnostic.related.map(({ message, at }, id) => ({
              id,
              ...location(at),
              message: { text: message },
            })),
          }),
          ...fixes(diagnostic, sources),
        })),
      },
    ],
  });
}

function descriptor({ id, severity, summary, docs }: (typeof RULES)[number]): object {
  const wrong = `${docs.why}\n\nWrong:\n\n\`\`\`yaml\n${docs.bad}\`\`\`\n\nRight:\n\n\`\`\`yaml\n${docs.good}\`\`\`\n`;
  return {
    id,
    shortDescription: { text: summary },
    fullDescription: { text: docs.why },
    help: { text: docs.why, markdown: wrong },
    defaultConfiguration: { level: LEVEL[severity] },
  };
}

function messageOf({ message, help }: Diagnostic): string {
  return help === undefined ? message : `${message}; ${help}`;
}

function location(at: Place): object {
  const { file, range } = annotatedFile(at);
  return {
    ...(file !== undefined && {
      physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...(range && { region: region(range) }) },
    }),
    ...(at.resource !== undefined && {
      logicalLocations: [{ fullyQualifiedName: formatPlace(objectOf(at)) }],
    }),
  };
}

function objectOf({ resource, path }: Place): Place {
  return { ...(resource !== undefined && { resource }), ...(path && { path }) };
}

/** What is rendered is not the file to be mended, so there is nothing to replace in it. */
function fixes(diagnostic: Diagnostic, sources: Sources): object {
  const { fix, at } = diagnostic;
  const text = fix && at.source === undefined ? sources.get(fix.file) : undefined;
  const replacement = text === undefined ? undefined : replacementOf(diagnostic, text);
  if (fix === undefined || replacement === undefined) return {};
  const change = {
    artifactLocation: { uri: uriOf(fix.file) },
    replacements: [{ deletedRegion: region(replacement.range), insertedContent: { text: replacement.text } }],
  };
  return { fixes: [{ description: { text: fix.message }, artifactChanges: [change] }] };
}

function region({ start, end }: Range): object {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A URI reference, from the folder in which argoflow ran. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  const parts = file
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '.');
  return parts.map(encodeURIComponent).join('/');
}
