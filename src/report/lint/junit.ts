import type { Diagnostic } from '../../diagnostic.ts';
import type { LintResult } from '../../lint/lint.ts';
import { formatPlace } from '../place.ts';

/**
 * A test suite a file, a failed test a finding, as CI servers read it; a run without findings is one passed test.
 * Source: the schema of Apache Ant's JUnit task, of which servers read testsuite, testcase and failure.
 */
export function renderJunit({ diagnostics }: LintResult): string {
  const files = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const { source, file, resource } = diagnostic.at;
    const name = source ?? file ?? resource ?? 'argoflow';
    files.set(name, [...(files.get(name) ?? []), diagnostic]);
  }
  const suites = [...files].map(([name, found]) => suite(name, found));
  if (suites.length === 0) {
    suites.push(
      '  <testsuite name="argoflow lint" tests="1" failures="0">\n' +
        '    <testcase classname="argoflow" name="lint"/>\n  </testsuite>\n',
    );
  }
  const { length } = diagnostics;
  const counts = `tests="${Math.max(length, 1)}" failures="${length}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="argoflow lint" ${counts}>\n${suites.join('')}</testsuites>\n`;
}

function suite(name: string, found: readonly Diagnostic[]): string {
  const seen = new Map<string, number>();
  const cases = found.map(({ rule, severity, message, at, help }) => {
    const text = [formatPlace(at), ...(help === undefined ? [] : [`help: ${help}`])].join('\n');
    // Servers take two tests of one name for one test.
    const place =
      at.range === undefined ? rule : `${rule} at ${at.range.start.line}:${at.range.start.column}`;
    const before = seen.get(place) ?? 0;
    seen.set(place, before + 1);
    const test = before === 0 ? place : `${place} (${before + 1})`;
    return (
      `    <testcase classname="${escapeXml(name)}" name="${escapeXml(test)}">\n` +
      `      <failure type="${severity}" message="${escapeXml(message)}">${escapeXml(text)}</failure>\n` +
      '    </testcase>\n'
    );
  });
  const counts = `tests="${found.length}" failures="${found.length}"`;
  return `  <testsuite name="${escapeXml(name)}" ${counts}>\n${cases.join('')}  </testsuite>\n`;
}

/** Text and attribute values; characters that XML 1.0 cannot hold become question marks. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\n/g, '&#10;')
    .replace(/[^\t\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '?');
}
