import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { CiResult } from '../../src/ci/run.ts';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { runChecks } from '../../src/doctor/run.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { audit } from '../../src/rbac/audit.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { renderCiJson } from '../../src/report/ci/json.ts';
import { renderDoctorJson } from '../../src/report/doctor.ts';
import { renderLintJson } from '../../src/report/lint/json.ts';
import { renderCheck } from '../../src/report/rbac.ts';
import { RULES } from '../../src/rules/index.ts';
import { parseYaml } from '../../src/yaml/parse.ts';
import { stateOfLaboratory, withChanges } from '../doctor/laboratory.ts';
import { misfits } from '../support/published-schema.ts';

// What programs read is what the schemas of schemas/ say. Test results have theirs in test/flow-test, events in
// test/test-event and test/follow, graphs in test/graph.

const engine = openEngine();
afterAll(() => engine.close());
const PLAIN = { color: false, columns: undefined, unicode: true };
const SCOPE = { complete: true, external: [] };

function linted(text: string) {
  const { documents, diagnostics } = parseYaml(text, 'flow.yaml');
  const input = { model: buildModel(documents), files: [{ name: 'flow.yaml', text }], diagnostics };
  return lint(input, { engine, horizon: { complete: false, external: [] }, ignores: true });
}

function audited(text: string) {
  const model = buildModel(parseYaml(text, 'flow.yaml').documents);
  return audit(model, needsOf(model), SCOPE);
}

/** The bad example of every rule, each judged alone: some of them cannot even be read. */
const found = RULES.flatMap(({ docs }) => linted(docs.bad).diagnostics);
const BAD = { ...linted(''), diagnostics: found };

const FLOWS = fileURLToPath(new URL('../rbac/flows/', import.meta.url));
const flows = readdirSync(FLOWS).filter((name) => name.endsWith('.yaml'));
const LACKING = audited(flows.map((name) => readFileSync(`${FLOWS}${name}`, 'utf8')).join('\n---\n'));

describe('the JSON', () => {
  it('of lint fits its schema, whatever is found', () => {
    expect(new Set(found.map(({ rule }) => rule)).size).toBeGreaterThan(100);
    expect(misfits('lint', renderLintJson(BAD))).toEqual([]);
    expect(misfits('lint', renderLintJson(linted('')))).toEqual([]);
  });

  it('of rbac check fits its schema, whatever is missing', () => {
    expect(LACKING.gaps.length + LACKING.homeless.length).toBeGreaterThan(10);
    expect(misfits('rbac-check', renderCheck(LACKING, 'json', PLAIN))).toEqual([]);
  });

  const faults = fileURLToPath(new URL('../doctor/faults/sensors/', import.meta.url));
  const examined = async (file: string) => {
    const text = readFileSync(`${faults}${file}`, 'utf8');
    const { server, version, namespace, ...state } = await stateOfLaboratory(withChanges(text, file));
    const results = runChecks(CHECKS, { server, version, namespace, ...state }, engine);
    return { context: 'lab', server, kubernetes: version, namespace, results };
  };

  it('of doctor fits its schema, whatever is found', async () => {
    const files = readdirSync(faults).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      expect(misfits('doctor', renderDoctorJson(await examined(file))), file).toEqual([]);
    }
  });

  it('of ci fits its schema, with the documents of all parts in it', async () => {
    const [file = ''] = readdirSync(faults).filter((name) => name.endsWith('.yaml'));
    const skipped = { verdict: 'skipped', reason: '--skip test' } as const;
    const nothing = { fixed: [], changes: [], baseline: undefined, sources: new Map() };
    const result: CiResult = {
      lint: { verdict: 'failed', value: { result: BAD, ...nothing } },
      rbac: { verdict: 'failed', value: LACKING },
      test: skipped,
      doctor: { verdict: 'failed', value: await examined(file) },
    };
    expect(misfits('ci', renderCiJson(result))).toEqual([]);
    const broken = renderCiJson(result).replace('"rule":', '"rul":');
    expect(misfits('ci', broken)).not.toEqual([]);
  });
});
