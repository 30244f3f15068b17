import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mergeCoverage } from '../../src/flow-test/coverage.ts';
import { soloCrew } from '../../src/flow-test/crew.ts';
import { runFlowTests } from '../../src/flow-test/run.ts';
import { Runner } from '../../src/flow-test/runner.ts';
import { coverageText, missedBranches } from '../../src/report/flow-test/coverage.ts';

const PAYLOADS = fileURLToPath(new URL('../../payloads', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'argoflow-coverage-'));
const runner = new Runner({ payloads: PAYLOADS, update: false, bail: false });
afterAll(() => {
  runner.close();
  rmSync(folder, { recursive: true, force: true });
});

const FLOW = `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest, replicas: 3}}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: in}
spec:
  webhook:
    a: {endpoint: /a, method: POST, port: "12000"}
    b: {endpoint: /b, method: POST, port: "12000"}
    c: {endpoint: /c, method: POST, port: "12000", filter: {expression: body.num > 0}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: s}
spec:
  dependencies:
    - {name: a, eventSourceName: in, eventName: a}
    - name: b
      eventSourceName: in
      eventName: b
      filtersLogicalOperator: or
      filters:
        data: [{path: body.num, type: number, value: ["1"]}]
        exprs: [{expr: num == 2, fields: [{name: num, path: body.num}]}]
    - name: c
      eventSourceName: in
      eventName: c
      filters:
        dataLogicalOperator: or
        data:
          - {path: body.num, type: number, value: ["1"]}
          - {path: body.num, type: number, value: ["2"]}
        context: {subject: c}
  triggers:
    - template: {name: all, log: {}, conditions: a && b}
    - template: {name: some, log: {}, conditions: (a && b) || c}
    - template: {name: each, log: {}, conditions: a || c}
`;

async function missed(cases: string): Promise<readonly string[]> {
  writeFileSync(join(folder, 'a.flowtest.yaml'), cases);
  const request = { paths: [folder], filter: [], bail: false, update: false, coverage: true };
  runner.forget();
  const { result } = await runFlowTests(request, soloCrew(runner, false));
  expect(result.summary).toMatchObject({ failed: 0, broken: 0 });
  if (result.coverage === undefined) throw new Error('coverage was asked for');
  return [...missedBranches(result.coverage).map(({ text }) => text), coverageText(result.coverage)];
}

describe('coverage', () => {
  beforeAll(() => writeFileSync(join(folder, 'flow.yaml'), FLOW));

  const event = (name: string, n = 1) => `{to: in/${name}, body: {num: ${n}}}`;
  const test = (...cases: readonly (readonly string[])[]) =>
    `cases:\n${cases.map((events, at) => `  - {name: case ${at}, events: [${events.join(', ')}], expect: {}}\n`).join('')}`;

  it('names everything that no event has reached', async () => {
    expect(await missed(test([event('b', 3)]))).toEqual([
      'source filter in/c never passes',
      'source filter in/c never refuses',
      'filter s/b filters never passes',
      'filter s/c data filter never passes',
      'filter s/c data filter never refuses',
      'filter s/c context filter never passes',
      'filter s/c context filter never refuses',
      'trigger s/all never fires',
      'condition of s/all never waits',
      'condition of s/all: "a" never decides',
      'condition of s/all: "b" never decides',
      'trigger s/some never fires',
      'condition of s/some never waits',
      'condition of s/some: "a" never decides',
      'condition of s/some: "b" never decides',
      'condition of s/some: "c" never decides',
      'trigger s/each never fires',
      'condition of s/each: "a" never decides',
      'condition of s/each: "c" never decides',
      'coverage: 1 of 20 ways, 5 %',
    ]);
  });

  it('counts a side of "&&" when the others were there, and of "||" when no other held', async () => {
    const found = await missed(test([event('a'), event('b')], [event('c')]));
    // Both were needed; "c" alone was enough.
    expect(found.filter((line) => line.includes('decides'))).toEqual([]);
    expect(found).toContain('filter s/b filters never refuses');
  });

  it('does not count a side that was there without being needed', async () => {
    const found = await missed(test([event('a'), event('c')]));
    expect(found).toContain('condition of s/some: "a" never decides');
    expect(found).not.toContain('condition of s/some: "c" never decides');
    expect(found).not.toContain('condition of s/each: "a" never decides');
    expect(found).toContain('trigger s/all never fires');
  });

  it('is whole when every way was taken', async () => {
    const found = await missed(
      test([event('a'), event('b')], [event('c')], [event('c', 0)], [event('c', 3)], [event('b', 3)]),
    );
    // The context filter names the very event that the dependency waits for: it can refuse none.
    expect(found).toEqual([
      'filter s/c context filter never refuses',
      expect.stringMatching(/^coverage: \d+ of 20 ways, 95 %$/),
    ]);
  });

  it('of nothing is whole', () => {
    expect(mergeCoverage([])).toMatchObject({ total: 0, percent: 100 });
    expect(coverageText(mergeCoverage([]))).toBe('coverage: nothing to cover');
  });
});
