/**
 * The system that the engine's Go program runs on: a clock that stands still, a random source that can be seeded, and
 * nothing else. There are no files, arguments, variables or sockets to be had; what is written to standard error is
 * kept, because it holds the last words of a program that dies.
 * Source of the numbers: the WASI preview 1 witx files (errno, clockid).
 */
export interface System {
  readonly imports: Record<string, (...values: never[]) => unknown>;
  /** What the program wrote to standard error, as far as kept. */
  lastWords(): string;
}

/** Thrown out of the program when it ends itself. */
export class Exited extends Error {
  readonly code: number;

  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

export interface SystemWorld {
  /** Nanoseconds since 1970. */
  readonly now: bigint;
  random(bytes: Uint8Array): void;
}

const OK = 0;
const BAD_DESCRIPTOR = 8;
const NOT_SUPPORTED = 52;
const REALTIME = 0;
const CHARACTER_DEVICE = 2;
const KEPT_WORDS = 4096;

/** `names` are the functions the program asks for: those not known here answer "not supported". */
export function createSystem(
  names: readonly string[],
  world: SystemWorld,
  memory: () => ArrayBuffer,
): System {
  let words = '';
  // Some of Go's own arithmetic divides by the time that passed, so it passes, but the same in every run.
  let ticks = 0n;
  const view = () => new DataView(memory());

  const known: Record<string, (...values: never[]) => unknown> = {
    args_sizes_get: noTexts,
    environ_sizes_get: noTexts,
    args_get: () => OK,
    environ_get: () => OK,
    clock_time_get(clock: number, _precision: bigint, result: number) {
      ticks += 1000n;
      view().setBigUint64(result, clock === REALTIME ? world.now : ticks, true);
      return OK;
    },
    random_get(start: number, size: number) {
      world.random(new Uint8Array(memory(), start, size));
      return OK;
    },
    fd_write(descriptor: number, pieces: number, count: number, written: number) {
      const bytes = view();
      let total = 0;
      for (let i = 0; i < count; i++) {
        const start = bytes.getUint32(pieces + i * 8, true);
        const size = bytes.getUint32(pieces + i * 8 + 4, true);
        if (descriptor === 2 && words.length < KEPT_WORDS) {
          words += Buffer.from(memory(), start, Math.min(size, KEPT_WORDS)).toString();
        }
        total += size;
      }
      bytes.setUint32(written, total, true);
      return OK;
    },
    fd_read(_descriptor: number, _pieces: number, _count: number, read: number) {
      view().setUint32(read, 0, true);
      return OK;
    },
    fd_fdstat_get(descriptor: number, result: number) {
      if (descriptor > 2) return BAD_DESCRIPTOR;
      const bytes = new Uint8Array(memory(), result, 24);
      bytes.fill(0);
      bytes[0] = CHARACTER_DEVICE;
      bytes.fill(0xff, 8);
      return OK;
    },
    // "No such descriptor" ends the program's search for folders it was given.
    fd_prestat_get: () => BAD_DESCRIPTOR,
    sched_yield: () => OK,
    proc_exit(code: number) {
      throw new Exited(code);
    },
  };

  function noTexts(count: number, size: number) {
    const bytes = view();
    bytes.setUint32(count, 0, true);
    bytes.setUint32(size, 0, true);
    return OK;
  }

  return {
    imports: Object.fromEntries(names.map((name) => [name, known[name] ?? (() => NOT_SUPPORTED)])),
    lastWords: () => words,
  };
}

/** sfc32: a small generator whose numbers follow from the seed alone. */
export function seededRandom(seed: number): (bytes: Uint8Array) => void {
  let a = Math.floor(seed / 2 ** 32) | 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return sum;
  };
  for (let i = 0; i < 16; i++) next();
  return (bytes) => {
    for (let at = 0; at < bytes.length; at += 4) {
      const word = next();
      for (let i = 0; i < 4 && at + i < bytes.length; i++) bytes[at + i] = word >>> (i * 8);
    }
  };
}

/** RFC 3339 as nanoseconds since 1970, undefined for text that is no time. */
export function parseInstant(text: string): bigint | undefined {
  const parts = /^(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?([Zz]|[+-]\d\d:\d\d)$/.exec(text);
  if (parts === null) return undefined;
  const [, seconds = '', fraction = '', zone = ''] = parts;
  const milliseconds = Date.parse(`${seconds}${zone}`);
  if (Number.isNaN(milliseconds)) return undefined;
  return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, '0'));
}
