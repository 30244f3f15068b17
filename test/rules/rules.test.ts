import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import { RULES } from '../../src/rules/index.ts';
import { reachOf } from '../../src/rules/reach.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { runRules } from '../../src/rules/run.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const engine = openEngine();
afterAll(() => engine.close());

const FOLDER = fileURLToPath(new URL('../../src/rules/', import.meta.url));

function findings(rule: Rule, text: string): readonly string[] {
  const { documents, diagnostics } = parseYaml(text, 'example.yaml');
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const model = buildModel(documents);
  const horizon = { complete: true, external: [] };
  const reach = reachOf(model, horizon);
  return runRules([rule], model, { engine, reach, horizon }).map(
    ({ rule: id, message }) => `${id}: ${message}`,
  );
}

describe('the rules', () => {
  it('are called by their paths, each once', () => {
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.includes('/') && file.endsWith('.ts') && !file.endsWith('/index.ts'))
      .map((file) => file.slice(0, -'.ts'.length));
    expect(RULES.map(({ id }) => id).sort()).toEqual(files.sort());
  });

  it.each(RULES)('$id says what is wrong and why', ({ summary, docs }) => {
    expect(summary).toMatch(/^[^.].*[^.]$/);
    expect(docs.why.length).toBeGreaterThan(summary.length);
  });
});

describe('the examples of', () => {
  it.each(RULES.filter(({ check }) => check !== undefined))('$id', (rule) => {
    expect(findings(rule, rule.docs.bad).length).toBeGreaterThan(0);
    expect(findings(rule, rule.docs.good)).toEqual([]);
  });
});
