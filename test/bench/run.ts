import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { phaseOf, profiled, roomsOf, type Share } from './profile.ts';

// The numbers of the README: `npm run bench`. Every figure stands beside bare Node, measured in the same run, because
// machines differ and are noisy; compare ratios, and only within one run.

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 15);
const FLOW = fileURLToPath(new URL('flow.yaml', import.meta.url));
const binary = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

interface Row {
  readonly name: string;
  readonly args: readonly string[];
  readonly milliseconds: number[];
}

/** Wall time of whole processes, one of each in turn, so that a slow moment of the machine falls on all alike. */
function startUp(): void {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-bench-'));
  run([binary, 'init', folder, '--yes']);
  const rows: Row[] = [
    { name: "node -e ''", args: ['-e', ''], milliseconds: [] },
    { name: 'argoflow --version', args: [binary, '--version'], milliseconds: [] },
    { name: 'argoflow --help', args: [binary, '--help'], milliseconds: [] },
    { name: 'argoflow test-event', args: [binary, 'test-event', '-f', folder], milliseconds: [] },
    { name: 'argoflow lint', args: [binary, 'lint', folder], milliseconds: [] },
    { name: 'argoflow lint (expressions)', args: [binary, 'lint', FLOW], milliseconds: [] },
  ];
  for (const { args } of rows) run(args);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const row of rows) row.milliseconds.push(run(row.args));
  }
  rmSync(folder, { recursive: true });
  const bare = quantile(rows[0]?.milliseconds ?? [], 0.5);
  print('start-up', ['median ms', 'fastest ms', 'over bare Node', 'ratio']);
  for (const { name, milliseconds } of rows) {
    const median = quantile(milliseconds, 0.5);
    print(name, [
      median.toFixed(0),
      quantile(milliseconds, 0).toFixed(0),
      `+${(median - bare).toFixed(0)}`,
      (median / bare).toFixed(2),
    ]);
  }
}

function run(args: readonly string[]): number {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  const milliseconds = performance.now() - start;
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return milliseconds;
}

/** Events through the whole local path, in a process of their own, which prints its rows as JSON. */
function throughput(): void {
  const script = bundled('throughput.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--expose-gc', script, FLOW], {
    encoding: 'utf8',
  });
  rmSync(script);
  if (status !== 0) throw new Error(stderr);
  const { flows, memory } = JSON.parse(stdout) as {
    flows: { name: string; eventsPerSecond: number; p50: number; p99: number }[];
    memory: { events: number; megabytes: number }[];
  };
  print('events', ['a second', 'p50 µs', 'p99 µs']);
  for (const { name, eventsPerSecond, p50, p99 } of flows) {
    print(name, [eventsPerSecond.toFixed(0), p50.toFixed(0), p99.toFixed(0)]);
  }
  const bare = run(['-e', '']);
  process.stdout.write(`(bare Node starts in ${bare.toFixed(0)} ms in this run)\n\n`);
  print('memory', ['resident MB']);
  for (const { events, megabytes } of memory) print(`after ${events} events`, [megabytes.toFixed(0)]);
}

/** Questions to the authorizer, in a process of their own, which prints its row as JSON. */
function permissions(): void {
  const script = bundled('permissions.ts');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  rmSync(script);
  if (status !== 0) throw new Error(stderr);
  const { objects, questions, buildMs, askMs } = JSON.parse(stdout) as {
    objects: number;
    questions: number;
    buildMs: number;
    askMs: number;
  };
  print('permissions', ['objects', 'questions', 'to build ms', 'to ask ms']);
  print('authorizer', [`${objects}`, `${questions}`, buildMs.toFixed(0), askMs.toFixed(0)]);
}

interface LintRow {
  readonly documents: number;
  readonly findings: number;
  /** Documents a second by the clock, and of the processor's time, which other work on the machine changes less. */
  readonly cold: number;
  readonly warm: number;
  readonly coldOfCpu: number;
  readonly warmOfCpu: number;
  readonly megabytes: number;
}

/** Trees of manifests, all rules on, in a process of its own for each, so that memory is that of one tree. */
function linting(): void {
  const script = bundled('lint.ts');
  print('lint, documents a second', [
    'cold',
    'warm',
    'cold CPU',
    'warm CPU',
    'findings',
    'peak MB',
    'KB a document',
  ]);
  let before: { documents: number; megabytes: number } | undefined;
  for (const size of [500, 5000, 20_000]) {
    const folder = mkdtempSync(join(tmpdir(), 'argoflow-bench-'));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, folder, String(size)], {
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    const [row] = JSON.parse(stdout) as [LintRow];
    const { documents, findings, cold, warm, coldOfCpu, warmOfCpu, megabytes } = row;
    const cells = [cold, warm, coldOfCpu, warmOfCpu, findings, megabytes].map((cell) => cell.toFixed(0));
    // What one document more takes: the same from 500 to 5,000 as from 5,000 to 20,000, if it grows evenly.
    const more = before && ((megabytes - before.megabytes) * 1024) / (documents - before.documents);
    print(`${documents} documents`, [...cells, more === undefined ? '' : more.toFixed(1)]);
    before = row;
  }
  rmSync(script);
}

interface DoctorRow {
  readonly flows: number;
  readonly objects: number;
  readonly findings: number;
  readonly requests: number;
  /** Of these, what only follows from the number of objects: a list comes in pages of 500. */
  readonly pages: number;
  readonly milliseconds: number;
  /** Reading the same lists, and nothing else. */
  readonly lists: number;
}

/** What talks to a cluster, in a process of its own with its servers. */
function onClusters(): void {
  const script = fileURLToPath(new URL('cluster.ts', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  const { rows, bare, testEvent } = JSON.parse(stdout) as {
    rows: readonly DoctorRow[];
    bare: number;
    testEvent: number;
  };
  print('doctor', ['objects', 'requests', 'of these pages', 'ms', 'lists alone ms', 'ratio']);
  for (const { flows, objects, requests, pages, milliseconds, lists } of rows) {
    const cells = [objects, requests, pages, milliseconds, lists].map((cell) => cell.toFixed(0));
    print(`${flows} flows`, [...cells, (milliseconds / lists).toFixed(2)]);
  }
  process.stdout.write('\n');
  print('test-event on a cluster', ['ms', 'ratio']);
  print('the request alone', [bare.toFixed(1), '1.00']);
  print('with all around it', [testEvent.toFixed(1), (testEvent / bare).toFixed(2)]);
}

/** What is at work while the two commands start that everybody starts, and while a large tree is linted. */
function profiles(): void {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-bench-'));
  const project = join(folder, 'demo');
  run([binary, 'init', project, '--yes']);
  printShares('argoflow test-event', profiled([binary, 'test-event', '-f', project], phaseOf));
  printShares('argoflow lint', profiled([binary, 'lint', project], phaseOf));
  const script = bundled('lint.ts', { minify: false });
  printShares('5000 documents, twice', profiled([script, join(folder, 'tree'), '5000'], roomsOf(script)));
  rmSync(script);
  rmSync(folder, { recursive: true });
}

/** All that takes a hundredth of the time or more. */
function printShares(title: string, shares: readonly Share[]): void {
  print(title, ['ms', 'share']);
  for (const { name, milliseconds, share } of shares) {
    if (share >= 0.01) print(name, [milliseconds.toFixed(0), `${(share * 100).toFixed(0)} %`]);
  }
  process.stdout.write('\n');
}

/** A script of this folder, bundled as the program itself is: what is measured is what users run. */
function bundled(name: string, { minify } = { minify: true }): string {
  const outfile = fileURLToPath(new URL(`../../dist/bench-${name}.mjs`, import.meta.url));
  buildSync({
    entryPoints: [fileURLToPath(new URL(name, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20.19',
    minify,
    logLevel: 'warning',
    // `yaml` is CommonJS inside and asks for `require`.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return outfile;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function print(name: string, cells: readonly string[]): void {
  const line = `${name.padEnd(30)}${cells.map((cell) => cell.padStart(16)).join('')}`;
  process.stdout.write(`${line.trimEnd()}\n`);
}

process.stdout.write(
  `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${ROUNDS} rounds\n\n`,
);
// `npm run bench -- lint` measures one part alone.
const PARTS = {
  'start-up': startUp,
  events: throughput,
  permissions,
  lint: linting,
  cluster: onClusters,
  profile: profiles,
};
const [wanted] = process.argv.slice(2);
for (const [name, measure] of Object.entries(PARTS)) {
  if (wanted !== undefined && wanted !== name) continue;
  measure();
  process.stdout.write('\n');
}
