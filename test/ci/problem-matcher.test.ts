import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { renderConcise } from '../../src/report/lint/concise.ts';
import { RULES } from '../../src/rules/index.ts';

interface Matcher {
  readonly owner: string;
  readonly severity?: string;
  readonly pattern: readonly (Readonly<Record<string, number>> & { readonly regexp: string })[];
}

const FILE = new URL('../../ci/problem-matcher.json', import.meta.url);
const { problemMatcher } = JSON.parse(readFileSync(FILE, 'utf8')) as { problemMatcher: readonly Matcher[] };

/** What a runner makes of a line: the groups of the first matcher whose expression fits, by their names. */
function annotation(line: string) {
  for (const { severity: fixed, pattern } of problemMatcher) {
    const [{ regexp, ...groups } = { regexp: '$^' }] = pattern;
    const match = new RegExp(regexp).exec(line);
    if (match === null) continue;
    const part = (name: string) => match[Number((groups as Record<string, number>)[name])];
    const severity = fixed ?? part('severity');
    return {
      file: part('file'),
      line: part('line'),
      column: part('column'),
      severity,
      code: part('code'),
      message: part('message'),
    };
  }
  return undefined;
}

const SEVERITY = { error: 'error', warning: 'warning', info: 'notice' } as const;

describe('the problem matcher', () => {
  it('has owners of their own, and severities that a runner knows', () => {
    expect(new Set(problemMatcher.map(({ owner }) => owner)).size).toBe(problemMatcher.length);
    // Source: github.com/actions/runner src/Runner.Worker/Handlers/OutputManager.cs (ConvertToIssue).
    for (const { severity } of problemMatcher) expect([undefined, 'notice']).toContain(severity);
  });

  it('reads every line of the concise format', () => {
    const file = fc.stringMatching(/^[\w./ -]{1,20}\.ya?ml$/).map((name) => name.replace(/^ /, '_'));
    fc.assert(
      fc.property(
        file,
        fc.integer({ min: 1, max: 99_999 }),
        fc.integer({ min: 1, max: 500 }),
        fc.constantFrom('error', 'warning', 'info'),
        fc.string({ unit: 'grapheme', minLength: 1 }).map((text) => `"${text}" is wrong: [a]`),
        fc.constantFrom(...RULES.map(({ id }) => id)),
        (name, line, column, severity, message, rule) => {
          const start = { line, column, offset: 0 };
          const diagnostic: Diagnostic = {
            rule,
            severity,
            message,
            at: { file: name, range: { start, end: start } },
          };
          const text = renderConcise({
            diagnostics: [diagnostic],
            hidden: 0,
            unchecked: new Map(),
            files: 1,
            objects: 1,
          });
          const found = annotation(text.trimEnd());
          expect(found).toMatchObject({
            file: name,
            line: String(line),
            column: String(column),
            severity: SEVERITY[severity],
            code: rule,
          });
          expect(found?.message).toMatch(/ is wrong: \[a\]$/);
        },
      ),
    );
  });

  it('reads the outputs of the fixtures', () => {
    const fixtures = join(import.meta.dirname, '../lint/fixtures');
    const lines = readdirSync(fixtures)
      .filter((name) => name.endsWith('.out'))
      .flatMap((name) => readFileSync(join(fixtures, name), 'utf8').split('\n'))
      .filter((line) => /\.yaml:\d/.test(line));
    expect(lines.length).toBeGreaterThan(3);
    expect(lines.filter((line) => annotation(line) === undefined)).toEqual([]);
  });
});
