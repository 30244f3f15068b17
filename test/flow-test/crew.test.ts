import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { soloCrew, threadedCrew } from '../../src/flow-test/crew.ts';
import type { FlowTestResult } from '../../src/flow-test/result.ts';
import { type Crew, type FlowTestOutcome, runFlowTests } from '../../src/flow-test/run.ts';
import { Runner } from '../../src/flow-test/runner.ts';

const PAYLOADS = fileURLToPath(new URL('../../payloads', import.meta.url));
const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'argoflow-crew-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
cpSync(join(FIXTURES, 'shop'), folder, { recursive: true });
cpSync(join(FIXTURES, 'code-host'), join(folder, 'hook'), { recursive: true });

// Event ids are random numbers: they tell whether a case has a world of its own.
const rows = Array.from(
  { length: 60 },
  (_, row) =>
    `  - {name: order ${row}, seed: ${row % 3}, event: {body: {kind: book, count: ${row}}}, snapshot: true, expect: ${row === 0 ? 'filtered' : '[fires:notify, waiting:ship]'}}\n`,
);
writeFileSync(join(folder, 'many.flowtest.yaml'), `event: {to: shop/order}\ncases:\n${rows.join('')}`);

async function run(crewOf: (runner: Runner) => Crew, bail = false): Promise<FlowTestOutcome> {
  const runner = new Runner({ payloads: PAYLOADS, update: true, bail });
  const request = { paths: [folder], filter: [], bail, update: true, coverage: true };
  try {
    return await runFlowTests(request, crewOf(runner));
  } finally {
    runner.close();
  }
}

/** Without the times of this machine. */
function steady({ result, snapshots }: FlowTestOutcome): object {
  const files = result.files.map((file) => ({
    ...file,
    cases: file.cases.map((one) => ({ ...one, milliseconds: 0 })),
  }));
  return JSON.parse(
    JSON.stringify({
      ...result,
      files,
      snapshots: snapshots.map(({ file, snapshots: all }) => [file, [...all]]),
    }),
  ) as object;
}

function count({ files }: FlowTestResult, verdict: string): number {
  return files.flatMap(({ cases }) => cases).filter((one) => one.verdict === verdict).length;
}

describe('a crew of several threads', () => {
  const options = { payloads: PAYLOADS, update: true, bail: false };

  it('finds what one thread finds, in the same order', async () => {
    const alone = await run((runner) => soloCrew(runner, false));
    const together = await run((runner) => threadedCrew(options, 3, runner, 1));
    expect(count(alone.result, 'passed')).toBeGreaterThan(60);
    expect(count(alone.result, 'failed')).toBeGreaterThan(0);
    expect(steady(together)).toEqual(steady(alone));
  });

  it('stays one thread where few cases are to be run', async () => {
    let made = 0;
    const outcome = await run((runner) => {
      const crew = threadedCrew(options, 8, runner, 1_000_000);
      return {
        run: async (batches, done) => {
          made = batches.length;
          await crew.run(batches, done);
        },
      };
    });
    expect(made).toBeGreaterThan(3);
    expect(count(outcome.result, 'not-run')).toBe(0);
  });

  it('ends after the first case that does not pass, where that is asked', async () => {
    const alone = await run((runner) => soloCrew(runner, true), true);
    expect(count(alone.result, 'failed') + count(alone.result, 'broken')).toBe(1);
    expect(count(alone.result, 'not-run')).toBeGreaterThan(0);
    const together = await run((runner) => threadedCrew({ ...options, bail: true }, 2, runner, 1), true);
    expect(count(together.result, 'failed')).toBeGreaterThan(0);
  });
});
