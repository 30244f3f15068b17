import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { RULES } from '../../src/rules/index.ts';
import { WORKFLOW_RULES } from '../../src/rules/workflow/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/**
 * Rules whose findings come from a room that judges whole objects: what it can say must be declared, and shown. Those
 * about whole runs are shown in test/lint/own-rules.test.ts.
 */
const DECLARED = RULES.filter(({ id, check }) => check === undefined && !/^(?:lint|load)\//.test(id));

const engine = openEngine();
afterAll(() => engine.close());

function findings(text: string): readonly Diagnostic[] {
  const { documents, diagnostics } = parseYaml(text, 'example.yaml');
  const model = buildModel(documents);
  const input = {
    model,
    files: [{ name: 'example.yaml', text }],
    diagnostics: [...diagnostics, ...model.diagnostics],
  };
  const horizon = { complete: false, external: [] };
  return lint(input, { engine, horizon, ignores: false }).diagnostics;
}

/** `rule: '…'` is how every problem is named; for two of these words names.ts has an ending. */
const NAMED = /\brule: '([a-z/-]+)'/g;
const ENDINGS: Readonly<Record<string, readonly string[]>> = {
  template: ['template-name-missing'],
  task: ['task-name-missing'],
};

function idsInSources(): readonly string[] {
  const folder = join(import.meta.dirname, '../../src/workflow');
  const checks = readdirSync(join(folder, 'check')).map((file) => join('check', file));
  const names = checks.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(NAMED)].map(([, name = '']) => name),
  );
  const lists = ['parameter-without-name', 'artifact-without-name'];
  const ids = new Set([...names.flatMap((name) => ENDINGS[name] ?? [name]), ...lists]);
  return [...ids].map((name) => (name.includes('/') ? name : `workflow/${name}`)).sort(byText);
}

/** Found by src/lint, which has the texts of the files. */
const OF_TEXTS: ReadonlySet<string> = new Set(['workflow/retyped-value']);

/** What lint says under the name of another rule, which says it better; test-event uses the rule's own name. */
const SAID_AS: Readonly<Record<string, string>> = { 'workflow/field-type': 'schema/wrong-type' };

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function partition<T>(all: readonly T[], is: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter((one) => !is(one)), all.filter(is)];
}

describe('the checks of a Workflow', () => {
  it('are declared, all of them and no others', () => {
    const own = WORKFLOW_RULES.filter(({ id, check }) => check === undefined && !OF_TEXTS.has(id)).map(
      ({ id }) => id,
    );
    const [others, emitted] = partition(idsInSources(), (id) => id.startsWith('workflow/'));
    expect(emitted).toEqual(own.sort(byText));
    expect(others.filter((id) => !RULES.some((rule) => rule.id === id))).toEqual([]);
  });
});

describe('lint of the examples of', () => {
  it.each(DECLARED)('$id', ({ id, severity, docs }) => {
    const bad = findings(docs.bad).filter(({ rule }) => rule === (SAID_AS[id] ?? id));
    expect(bad.length).toBeGreaterThan(0);
    for (const found of bad) {
      expect(found.severity).toBe(severity);
      expect(found.at.range, 'has a place').toBeDefined();
    }
    const good = findings(docs.good).filter((found) => found.severity === 'error' || found.rule === id);
    expect(good.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });
});
