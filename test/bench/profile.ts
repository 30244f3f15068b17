import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Where the time goes: V8's own samples of whole processes, summed by what was at work. They come a fifth of a
// millisecond apart; the profiler itself slows a program, so read the shares, not the milliseconds.

/** The part of the format of V8's CPU profiles that is read here. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
  }[];
  readonly samples: readonly number[];
  /** Microseconds since the sample before. */
  readonly timeDeltas: readonly number[];
}

type Frame = Profile['nodes'][number]['callFrame'];

export interface Share {
  readonly name: string;
  readonly milliseconds: number;
  /** Of the whole, from 0 to 1. */
  readonly share: number;
}

/** Runs a program of Node with its profiler on, and sums its samples by the name that `place` gives a frame. */
export function profiled(args: readonly string[], place: (frame: Frame) => string): readonly Share[] {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-profile-'));
  try {
    const options = ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', folder];
    const { status, stderr } = spawnSync(process.execPath, [...options, ...args], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
    // A profile for each thread: that of the main thread is the one that ran longest.
    const profiles = readdirSync(folder).map((file) => readProfile(join(folder, file)));
    const [main] = profiles.sort((a, b) => duration(b) - duration(a));
    return main === undefined ? [] : shares(main, place);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readProfile(path: string): Profile {
  return JSON.parse(readFileSync(path, 'utf8')) as Profile;
}

function duration({ timeDeltas }: Profile): number {
  return timeDeltas.reduce((sum, delta) => sum + delta, 0);
}

function shares(profile: Profile, place: (frame: Frame) => string): readonly Share[] {
  const places = new Map(profile.nodes.map(({ id, callFrame }) => [id, place(callFrame)]));
  const sums = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const name = places.get(id) ?? '';
    sums.set(name, (sums.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0));
  });
  const whole = duration(profile);
  return [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([name, microseconds]) => ({
      name,
      milliseconds: microseconds / 1000,
      share: microseconds / whole,
    }));
}

/**
 * The room of src/, or the package, that each line of a bundle comes from: esbuild writes the path of a module above
 * its code, where it does not minify.
 */
export function roomsOf(bundle: string): (frame: Frame) => string {
  const rooms: string[] = [];
  let room = 'the bundle itself';
  for (const line of readFileSync(bundle, 'utf8').split('\n')) {
    const path = /^\s*\/\/ (\S+\.(?:ts|js|mjs|cjs|json))$/.exec(line)?.[1];
    if (path !== undefined) room = roomOf(path);
    rooms.push(room);
  }
  return (frame) =>
    frame.url.endsWith(bundle) ? (rooms[frame.lineNumber] ?? 'the bundle itself') : outside(frame);
}

function roomOf(path: string): string {
  const [, own] = /^src\/([^/]+)/.exec(path) ?? [];
  if (own !== undefined) return `src/${own}`;
  return /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path;
}

/** What a start consists of, in the program as it is built: its names are gone, its files are not. */
export function phaseOf(frame: Frame): string {
  if (!frame.url.includes('/dist/')) return outside(frame);
  if (frame.url.includes('/dist/schemas/')) return 'validators';
  // The engine's port waits in this one function for the thread to answer (src/engine/thread.ts).
  if (frame.functionName === 'wait' && waitsForThread(frame.url)) return 'waiting for the engine';
  return 'argoflow and its libraries';
}

function waitsForThread(url: string): boolean {
  return readFileSync(fileURLToPath(url), 'utf8').includes('Atomics.wait(');
}

function outside({ url, functionName }: Frame): string {
  if (url.startsWith('node:')) return 'Node: modules and start';
  if (url.startsWith('wasm:')) return 'the engine, in the same thread';
  if (functionName === '(garbage collector)') return 'garbage collector';
  return functionName === '(idle)' ? 'waiting for disk and threads' : 'Node: native code';
}
