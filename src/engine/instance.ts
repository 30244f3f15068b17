import { createSystem, Exited, type System, type SystemWorld } from './wasi.ts';

/** One running copy of the Go program. When a call throws `Died`, the copy is of no more use. */
export interface Instance {
  /** Takes a frame of questions, gives the frame of answers; the bytes are valid until the next call. */
  answer(questions: Uint8Array): Uint8Array;
  /** Bytes of memory that the program holds. It only grows. */
  memorySize(): number;
}

export class Died extends Error {
  readonly kind: 'panic' | 'limit';

  constructor(kind: 'panic' | 'limit', message: string) {
    super(message);
    this.kind = kind;
  }
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  _initialize(): void;
  configure(milliseconds: number): void;
  allocate(size: number): number;
  answer(): number;
  answerSize(): number;
}

export interface InstanceOptions {
  readonly world: SystemWorld;
  /** Milliseconds that the program itself allows one question. */
  readonly patience: number;
  /** Called with the index of each question of a frame before it is worked on. */
  readonly begin: (index: number) => void;
}

export function createInstance(module: WebAssembly.Module, options: InstanceOptions): Instance {
  const names = WebAssembly.Module.imports(module)
    .filter((wanted) => wanted.module === 'wasi_snapshot_preview1')
    .map(({ name }) => name);
  const system = createSystem(names, options.world, () => exports.memory.buffer);
  const instance = new WebAssembly.Instance(module, {
    wasi_snapshot_preview1: system.imports,
    argoflow: { begin: options.begin, elapsed: () => performance.now() },
  });
  // The names and types are those of engine/main.go.
  const exports = instance.exports as unknown as Exports;
  exports._initialize();
  exports.configure(options.patience);

  return {
    answer(questions) {
      try {
        const start = exports.allocate(questions.length) >>> 0;
        new Uint8Array(exports.memory.buffer, start, questions.length).set(questions);
        const answers = exports.answer() >>> 0;
        return new Uint8Array(exports.memory.buffer, answers, exports.answerSize() >>> 0);
      } catch (error) {
        throw causeOfDeath(error, system);
      }
    },
    memorySize: () => exports.memory.buffer.byteLength,
  };
}

/** What the program's end means for the question it was working on. */
function causeOfDeath(error: unknown, system: System): Died {
  const words = system.lastWords();
  if (/out of memory|cannot allocate|memory limit/.test(words)) {
    return new Died('limit', 'stopped: it needs more than 1 GiB of memory');
  }
  if (/all goroutines are asleep|deadlock/.test(words)) {
    return new Died('limit', 'stopped: it would wait for ever');
  }
  if (error instanceof RangeError || /stack overflow|stack exceeds/.test(words)) {
    return new Died('limit', 'stopped: it is nested too deeply');
  }
  if (error instanceof Exited && !words.includes('fatal error')) {
    return new Died('panic', `the process ends itself with exit code ${error.code}`);
  }
  const firstWords = words.split('\n', 1)[0];
  return new Died(
    'limit',
    `stopped: ${firstWords === '' || firstWords === undefined ? String(error) : firstWords}`,
  );
}
