import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { runChecks } from '../../src/doctor/run.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { renderDoctor } from '../../src/report/doctor.ts';
import { stateOfLaboratory, WELL_CLUSTER, withChanges } from './laboratory.ts';

// Each check has a fault in faults/CATEGORY/NAME.yaml, which is what is other than in cluster.yaml, and beside it what
// doctor says of it. NAME.another.yaml is another fault of the same check, NAME.well.yaml is what it lets pass.

const FAULTS = fileURLToPath(new URL('faults/', import.meta.url));
const FILES = readdirSync(FAULTS, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .sort();
const PAGE = { color: false, columns: 100, unicode: true };

const engine = openEngine();
afterAll(() => engine.close());

const idOf = (file: string) => file.replace(/(?:\.[\w-]+)?\.yaml$/, '');
const examine = async (file: string) => {
  const state = await stateOfLaboratory(withChanges(readFileSync(`${FAULTS}${file}`, 'utf8'), file));
  return { state, results: runChecks(CHECKS, state, engine) };
};

it('nothing is found in a cluster where all is well, and all of it is looked at', async () => {
  const state = await stateOfLaboratory(WELL_CLUSTER, { logs: true });
  const results = runChecks(CHECKS, state, engine);
  expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
  expect(results.filter(({ skipped }) => skipped !== undefined)).toEqual([]);
});

it('nothing is found either where one namespace is asked about', async () => {
  const state = await stateOfLaboratory(WELL_CLUSTER, { namespace: 'flows', logs: true });
  const results = runChecks(CHECKS, state, engine);
  expect(results.filter(({ findings }) => findings.length > 0)).toEqual([]);
  expect(results.filter(({ skipped }) => skipped !== undefined)).toEqual([]);
});

it('every check has a fault that it finds', () => {
  const found = FILES.filter((file) => !file.endsWith('.well.yaml')).map(idOf);
  expect(new Set(found)).toEqual(new Set(CHECKS.map(({ id }) => id)));
});

describe('the fault', () => {
  it.each(FILES.filter((file) => !file.endsWith('.well.yaml')))('%s is found', async (file) => {
    const { state, results } = await examine(file);
    const own = results.filter(({ id }) => id === idOf(file));
    const findings = own.flatMap((result) => result.findings);
    expect(findings.length).toBeGreaterThan(0);
    for (const { hint, command } of results.flatMap((result) => result.findings)) {
      expect(hint).toBeTruthy();
      expect(command).toBeTruthy();
    }
    const also = results.filter((result) => result.findings.length > 0 && !own.includes(result));
    const report = { context: 'lab', server: state.server, kubernetes: state.version, results: own };
    const text = `${renderDoctor(report, PAGE)}also: ${also.map(({ id }) => id).join(', ') || 'nothing'}\n`;
    await expect(text).toMatchFileSnapshot(`${FAULTS}${file.replace(/\.yaml$/, '.txt')}`);
  });
});

describe('what is no fault', () => {
  const well = FILES.filter((file) => file.endsWith('.well.yaml'));
  it.runIf(well.length > 0).each(well)('%s passes', async (file) => {
    const { results } = await examine(file);
    expect(results.filter(({ id }) => id === idOf(file)).flatMap(({ findings }) => findings)).toEqual([]);
  });
});

it('no answer of doctor is left whose fault is gone', () => {
  const answers = readdirSync(FAULTS, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.txt'),
  );
  expect(answers.filter((name) => !existsSync(`${FAULTS}${name.replace(/\.txt$/, '.yaml')}`))).toEqual([]);
});

describe('each check says what it is for', () => {
  it.each(CHECKS.map((check) => [check.id, check] as const))('%s', (id, { title, why }) => {
    expect(id).toMatch(/^[a-z]+\/[a-z-]+$/);
    expect(existsSync(fileURLToPath(new URL(`../../src/doctor/checks/${id}.ts`, import.meta.url)))).toBe(
      true,
    );
    expect(title).toMatch(/^[^.\n]+$/);
    expect(why.length).toBeGreaterThan(80);
  });
});
