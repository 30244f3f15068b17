import { writeFileSync } from 'node:fs';
import process from 'node:process';
import fc from 'fast-check';
import { answers } from './targets/answers.ts';
import { captured } from './targets/captured.ts';
import { clusters } from './targets/clusters.ts';
import { configs } from './targets/configs.ts';
import { events } from './targets/events.ts';
import { expressions } from './targets/expressions.ts';
import { flowTests } from './targets/flow-tests.ts';
import { kubeconfigs } from './targets/kubeconfigs.ts';
import { manifests } from './targets/manifests.ts';
import { requests } from './targets/requests.ts';
import { roles } from './targets/roles.ts';
import { trails } from './targets/trails.ts';
import { yaml } from './targets/yaml.ts';

// What strangers send, for minutes: `npm run fuzz -- [TARGET…]`. Each target has FUZZ_SECONDS (30 by default); a failure
// is printed with the seed and the path that FUZZ_SEED and FUZZ_PATH repeat, and what is behind it becomes a fixture.

const TARGETS = {
  yaml,
  manifests,
  roles,
  configs,
  events,
  captured,
  'flow-tests': flowTests,
  expressions,
  requests,
  answers,
  kubeconfigs,
  clusters,
  trails,
};
const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? 30);
const SEED = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const PATH = process.env['FUZZ_PATH'];

const stray: unknown[] = [];
process.on('unhandledRejection', (error) => stray.push(error));
process.on('uncaughtException', (error) => stray.push(error));

async function fuzz(name: keyof typeof TARGETS): Promise<boolean> {
  const target = await TARGETS[name]();
  const start = performance.now();
  const details = await fc.check(target.property, {
    seed: SEED,
    ...(PATH !== undefined && { path: PATH }),
    numRuns: Number.POSITIVE_INFINITY,
    interruptAfterTimeLimit: SECONDS * 1000,
    markInterruptAsFailure: false,
    // One answer takes seconds at most, whatever was asked.
    timeout: 60_000,
    // A failure is made smaller for as long as the search took.
    ...(process.env['FUZZ_SHRINK'] === '0' && { endOnFailure: true }),
  });
  await target.close();
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  const failed = details.failed && details.counterexample !== null;
  process.stdout.write(
    `${name.padEnd(12)} ${String(details.numRuns).padStart(8)} runs in ${seconds} s, seed ${SEED}: `,
  );
  if (!failed && stray.length === 0) {
    process.stdout.write('nothing\n');
    return true;
  }
  process.stdout.write(`FAILED, FUZZ_SEED=${SEED} FUZZ_PATH=${details.counterexamplePath ?? ''}\n`);
  for (const error of [details.errorInstance, ...stray.splice(0)]) {
    if (error !== undefined && error !== null)
      process.stdout.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  }
  const file = `fuzz-${name}-${SEED}.json`;
  writeFileSync(file, `${JSON.stringify(details.counterexample, null, 1)}\n`);
  process.stdout.write(`what caused it is in ${file}\n`);
  return false;
}

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(TARGETS, name));
if (unknown.length > 0) {
  process.stderr.write(`there is no target ${unknown.join(', ')}, but ${Object.keys(TARGETS).join(', ')}\n`);
  process.exit(2);
}
for (const name of Object.keys(TARGETS) as (keyof typeof TARGETS)[]) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  if (!(await fuzz(name))) process.exitCode = 1;
}
