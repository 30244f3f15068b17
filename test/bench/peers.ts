import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DOCUMENT_KINDS, kindDocument } from '../../src/schema/document.ts';
import { flow, writeTree } from './tree.ts';

// argoflow beside the linters of its peers, on the same trees: `npm run bench:peers`. Whichever of them is on the PATH is
// timed as a whole process, one of each in turn, so that a slow moment of the machine falls on all alike.
//
// They do not do the same work: see WHAT.

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const SIZES = (process.env['BENCH_SIZES'] ?? '500,5000,20000').split(',').map(Number);
const BINARY = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

interface Peer {
  readonly name: string;
  /** What of a tree it judges. */
  readonly what: string;
  readonly command: (path: string) => readonly string[];
  readonly version: readonly string[];
}

function peers(schemas: string): readonly Peer[] {
  return [
    {
      name: 'argoflow lint',
      what: 'all documents: shape, references, events against filters and parameters, Workflows, permissions',
      command: (path) => [process.execPath, BINARY, 'lint', path, '--output', 'concise'],
      version: [process.execPath, BINARY, '--version'],
    },
    {
      name: 'argo lint',
      what: 'the Workflow family: shape, and what the controller validates',
      command: (path) => ['argo', 'lint', '--offline', path],
      version: ['argo', 'version', '--short'],
    },
    {
      name: 'argo-events lint',
      what: 'EventSources and Sensors: what the controller validates',
      command: (path) => ['argo-events', 'lint', '-R', path],
      version: ['argo-events', 'version', '--short'],
    },
    {
      name: 'kubeconform',
      what: 'the kinds of Argo: shape, by the schemas of "argoflow schema"',
      command: (path) => {
        const location = join(schemas, '{{ .ResourceKind }}.json');
        return ['kubeconform', '-schema-location', location, '-ignore-missing-schemas', path];
      },
      version: ['kubeconform', '-v'],
    },
  ];
}

interface Measure {
  readonly milliseconds: number;
  /** The most memory that was resident at once; undefined where the system does not say. */
  readonly megabytes: number | undefined;
}

async function measure(command: readonly string[]): Promise<Measure> {
  const [program = '', ...args] = command;
  const start = performance.now();
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  let ended = false;
  let kilobytes = 0;
  const end = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      ended = true;
      resolve(code);
    });
  });
  const watch = (async () => {
    while (!ended) {
      kilobytes = Math.max(kilobytes, residentKilobytes(child.pid));
      await wait(10);
    }
  })();
  const code = await end;
  const milliseconds = performance.now() - start;
  await watch;
  // Findings are not a failure.
  if (code !== 0 && code !== 1) throw new Error(`${command.join(' ')} ended with ${code}`);
  return { milliseconds, megabytes: kilobytes === 0 ? undefined : kilobytes / 1024 };
}

/** Source: proc(5), VmHWM. */
function residentKilobytes(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function isOnPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return program.includes('/') || folders.some((folder) => existsSync(join(folder, program)));
}

/** The first line that has a number in it. */
function versionOf(command: readonly string[]): string {
  const [program = '', ...args] = command;
  const { stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return /v?\d+\.\d+\.\d+\S*/.exec(stdout + stderr)?.[0] ?? '';
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * part)] ?? 0;
}

async function compare(title: string, path: string, there: readonly Peer[]): Promise<void> {
  const measures = new Map<string, Measure[]>(there.map(({ name }) => [name, []]));
  // Once for the caches of the disk.
  for (const { command } of there) await measure(command(path));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { name, command } of there) measures.get(name)?.push(await measure(command(path)));
  }
  const medians = there.map(({ name }) => ({
    name,
    milliseconds: quantile(
      (measures.get(name) ?? []).map((one) => one.milliseconds),
      0.5,
    ),
    megabytes: quantile(
      (measures.get(name) ?? []).flatMap((one) => one.megabytes ?? []),
      0.5,
    ),
  }));
  const own = medians[0]?.milliseconds ?? 1;
  print(title, ['median ms', 'peak MB', 'ratio']);
  for (const { name, milliseconds, megabytes } of medians) {
    print(name, [milliseconds.toFixed(0), megabytes.toFixed(0), (milliseconds / own).toFixed(2)]);
  }
  process.stdout.write('\n');
}

function print(name: string, columns: readonly string[]): void {
  const cells = columns.map((column, index) => column.padStart(index === 0 ? 14 : 10));
  process.stdout.write(`${name.padEnd(24)}${cells.join('')}\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'argoflow-peers-'));
try {
  const schemas = join(folder, 'schemas');
  mkdirSync(schemas);
  for (const kind of DOCUMENT_KINDS) {
    writeFileSync(join(schemas, `${kind.toLowerCase()}.json`), JSON.stringify(kindDocument(kind)));
  }
  const all = peers(schemas);
  const there = all.filter(({ command }) => isOnPath(command('')[0] ?? ''));
  const [cpu] = cpus();
  process.stdout.write(
    `Node ${process.version}, ${platform()} ${arch()}, ${cpus().length} × ${cpu?.model}, ${ROUNDS} rounds\n\n`,
  );
  for (const { name, what, version } of there) {
    process.stdout.write(`${`${name} ${versionOf(version)}`.padEnd(26)}${what}\n`);
  }
  for (const { name } of all.filter((peer) => !there.includes(peer))) {
    process.stdout.write(`${name.padEnd(26)}is not on the PATH\n`);
  }
  process.stdout.write('\n');
  const single = join(folder, 'one.yaml');
  writeFileSync(single, flow(0));
  await compare('one file, 8 documents', single, there);
  for (const size of SIZES) {
    const tree = join(folder, 'tree');
    const documents = writeTree(tree, size);
    await compare(`${documents} documents`, tree, there);
    rmSync(tree, { recursive: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
