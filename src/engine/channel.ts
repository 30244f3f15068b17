import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';

/**
 * Memory that the caller and the engine's thread share. The caller writes a frame and sleeps until the thread has
 * written the answer over it; frames that do not fit go through a message port, which both sides read synchronously.
 */
export interface Channel {
  readonly control: SharedArrayBuffer;
  readonly data: SharedArrayBuffer;
}

/** What is being said, in the control word `STATE`. */
export const Signal = { idle: 0, asked: 1, answered: 2, died: 3 } as const;
export type Signal = (typeof Signal)[keyof typeof Signal];

const STATE = 0;
const LENGTH = 1;
const PROGRESS = 2;
const CONTROL_WORDS = 4;
const DATA_BYTES = 256 * 1024;
/** LENGTH of a frame that is on the port. */
const ON_PORT = -1;
/** PROGRESS while the thread starts and between frames. */
const NONE = -1;
/** Looks at the control word before going to sleep: waking up takes longer than most answers do. */
const SPINS = 2000;

export function createChannel(): Channel {
  const channel = {
    control: new SharedArrayBuffer(CONTROL_WORDS * 4),
    data: new SharedArrayBuffer(DATA_BYTES),
  };
  Atomics.store(new Int32Array(channel.control), PROGRESS, NONE);
  return channel;
}

export class Endpoint {
  readonly #control: Int32Array;
  readonly #data: Uint8Array;
  readonly #port: MessagePort;

  constructor(channel: Channel, port: MessagePort) {
    this.#control = new Int32Array(channel.control);
    this.#data = new Uint8Array(channel.data);
    this.#port = port;
  }

  send(signal: Signal, bytes: Uint8Array): void {
    if (bytes.length <= this.#data.length) {
      this.#data.set(bytes);
      this.#control[LENGTH] = bytes.length;
    } else {
      this.#port.postMessage(Uint8Array.from(bytes));
      this.#control[LENGTH] = ON_PORT;
    }
    Atomics.store(this.#control, STATE, signal);
    Atomics.notify(this.#control, STATE);
  }

  /** The bytes that came with the last signal, valid until the next `send`. */
  receive(): Buffer {
    const length = this.#control[LENGTH] ?? 0;
    if (length !== ON_PORT) return Buffer.from(this.#data.buffer, 0, length);
    const bytes: unknown = receiveMessageOnPort(this.#port)?.message;
    if (!(bytes instanceof Uint8Array)) throw new Error('the frame is not on the port');
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Sleeps while the signal is `current`, at most `milliseconds`; the signal then. */
  wait(current: Signal, milliseconds: number): Signal {
    for (let i = 0; i < SPINS; i++) {
      if (Atomics.load(this.#control, STATE) !== current) return this.#signal();
    }
    Atomics.wait(this.#control, STATE, current, milliseconds);
    return this.#signal();
  }

  /** Index of the question being worked on, -1 when none is. */
  get progress(): number {
    return Atomics.load(this.#control, PROGRESS);
  }

  set progress(index: number) {
    Atomics.store(this.#control, PROGRESS, index);
  }

  #signal(): Signal {
    // Only `send` writes the word, and it takes nothing but signals.
    return Atomics.load(this.#control, STATE) as Signal;
  }
}
