/** The engine's thread. Bundled alone, as dist/engine.worker.js, by engine/build.mjs. */
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type MessagePort, workerData } from 'node:worker_threads';
import { type Channel, Endpoint, Signal } from './channel.ts';
import { FrameWriter } from './frame.ts';
import { createInstance, Died, type Instance } from './instance.ts';
import { seededRandom } from './wasi.ts';

export interface WorkerTask {
  readonly channel: Channel;
  readonly port: MessagePort;
  /** The compiled program, or the file it is in. A compiled one goes back over the port as the first message. */
  readonly program: WebAssembly.Module | string;
  readonly now: bigint;
  readonly seed: number | undefined;
  readonly patience: number;
}

/** A program that holds more than this between two frames gives way to a fresh one. */
const LARGE_MEMORY = 512 * 1024 * 1024;

// Only EngineThread starts this file, with exactly this.
serve(workerData as WorkerTask);

function serve(task: WorkerTask): void {
  const endpoint = new Endpoint(task.channel, task.port);
  const program = compile(task);
  let instance: Instance | undefined = start(task, program, endpoint);
  for (;;) {
    for (let signal = endpoint.wait(Signal.idle, Number.POSITIVE_INFINITY); signal !== Signal.asked; ) {
      signal = endpoint.wait(signal, Number.POSITIVE_INFINITY);
    }
    instance ??= start(task, program, endpoint);
    try {
      endpoint.send(Signal.answered, instance.answer(endpoint.receive()));
      if (instance.memorySize() > LARGE_MEMORY) instance = undefined;
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      instance = undefined;
      const frame = new FrameWriter();
      frame.string(error.kind);
      frame.string(error.message);
      endpoint.send(Signal.died, frame.bytes());
    }
  }
}

function compile({ program, port }: WorkerTask): WebAssembly.Module {
  if (typeof program !== 'string') return program;
  const module = new WebAssembly.Module(readFileSync(program));
  port.postMessage(module);
  return module;
}

function start(task: WorkerTask, program: WebAssembly.Module, endpoint: Endpoint): Instance {
  const random =
    task.seed === undefined
      ? (bytes: Uint8Array) => void webcrypto.getRandomValues(bytes)
      : seededRandom(task.seed);
  return createInstance(program, {
    world: { now: task.now, random },
    patience: task.patience,
    begin: (index) => {
      endpoint.progress = index;
    },
  });
}
