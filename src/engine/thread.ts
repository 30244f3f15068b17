import { setFlagsFromString } from 'node:v8';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { Artifact } from './artifact.ts';
import { createChannel, Endpoint, Signal } from './channel.ts';
import { FrameReader } from './frame.ts';
import type { WorkerTask } from './worker.ts';

/** What came of one frame of questions. */
export type Outcome =
  | { readonly kind: 'answers'; readonly frame: FrameReader }
  /** The question at this index brought the program down; nothing is known of the others. */
  | {
      readonly kind: 'death';
      readonly index: number;
      readonly cause: 'panic' | 'limit';
      readonly error: string;
    };

export interface ThreadOptions {
  readonly now: bigint;
  readonly seed: number | undefined;
  /** Milliseconds for one question. */
  readonly timeout: number;
}

interface Running {
  readonly worker: Worker;
  readonly endpoint: Endpoint;
  readonly port: MessagePort;
}

/** Reading, compiling and starting the program takes about 0.4 s; on a machine that is busy, longer. */
const START_TIMEOUT = 60_000;
/** The program stops itself where it can; what it cannot stop is ended from outside this much later. */
const GRACE = 1.2;
/** Looks at the running question's index per timeout. */
const LOOKS = 4;
/** Room for documents nested as deeply as Go allows (10,000 levels). */
const STACK_MEGABYTES = 64;

/** The thread with the program, started when needed and after it had to be ended. Calls block. */
export class EngineThread {
  readonly #artifact: Artifact;
  /** What the next thread starts with. */
  options: ThreadOptions;
  #running: Running | undefined;
  /** Compiled once; later threads start from it. */
  #module: WebAssembly.Module | undefined;

  constructor(artifact: Artifact, options: ThreadOptions) {
    this.#artifact = artifact;
    this.options = options;
  }

  /** The compiled program, once the thread has answered. */
  get program(): WebAssembly.Module | undefined {
    return this.#module;
  }

  exchange(questions: Uint8Array): Outcome {
    const { endpoint, port } = this.start();
    endpoint.progress = -1;
    endpoint.send(Signal.asked, questions);
    const signal = this.#await(endpoint);
    this.#keepModule(port);
    if (signal === Signal.asked) {
      const index = endpoint.progress;
      this.stop();
      if (index < 0) throw new Error('the expression engine does not start');
      const error = `stopped after ${this.options.timeout / 1000} s`;
      return { kind: 'death', index, cause: 'limit', error };
    }
    const frame = new FrameReader(endpoint.receive());
    if (signal === Signal.answered) return { kind: 'answers', frame };
    const cause = frame.string() === 'panic' ? 'panic' : 'limit';
    return { kind: 'death', index: Math.max(endpoint.progress, 0), cause, error: frame.string() };
  }

  start(): Running {
    if (this.#running !== undefined) return this.#running;
    // V8 would optimise the program in the background and hold up the end of the process until that is done.
    setFlagsFromString('--wasm-tiering-budget=1000000000');
    // The program comes with argoflow: to read all 21 MB for mistakes before the first answer takes longer than the rest.
    setFlagsFromString('--wasm-lazy-validation');
    const channel = createChannel();
    const { port1: port, port2 } = new MessageChannel();
    const task: WorkerTask = {
      channel,
      port: port2,
      program: this.#module ?? this.#artifact.wasm,
      now: this.options.now,
      seed: this.options.seed,
      patience: this.options.timeout,
    };
    const worker = new Worker(this.#artifact.worker, {
      workerData: task,
      transferList: [port2],
      // Nothing of the caller's own loaders and settings: the file is plain JavaScript.
      execArgv: [],
      env: {},
      resourceLimits: { stackSizeMb: STACK_MEGABYTES },
    });
    const running = { worker, endpoint: new Endpoint(channel, port), port };
    const forget = () => {
      if (this.#running === running) this.#running = undefined;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    worker.unref();
    port.unref();
    this.#running = running;
    return running;
  }

  stop(): void {
    const running = this.#running;
    if (running === undefined) return;
    this.#running = undefined;
    // The promise only says when the thread is gone; nobody waits for that.
    running.worker.terminate().catch(() => undefined);
    running.port.close();
  }

  /** Waits for the answer; `asked` when the running question took too long. */
  #await(endpoint: Endpoint): Signal {
    const patience = this.options.timeout * GRACE;
    let index = -1;
    let looks = 0;
    for (;;) {
      const signal = endpoint.wait(Signal.asked, patience / LOOKS);
      if (signal !== Signal.asked) return signal;
      looks += 1;
      if (endpoint.progress !== index) {
        index = endpoint.progress;
        looks = 0;
      }
      const allowed = index < 0 ? (START_TIMEOUT / patience) * LOOKS : LOOKS;
      if (looks >= allowed) return Signal.asked;
    }
  }

  #keepModule(port: MessagePort): void {
    if (this.#module !== undefined) return;
    // The thread that compiled says so before anything else.
    const first: unknown = receiveMessageOnPort(port)?.message;
    if (first instanceof WebAssembly.Module) this.#module = first;
  }
}
