import { requireArtifact } from './artifact.ts';
import { isBounded } from './bounded.ts';
import type { Answer, Answers, Engine, EngineWorld, Question } from './engine.ts';
import { FrameReader, FrameWriter } from './frame.ts';
import { createInstance, Died, type Instance } from './instance.ts';
import { readAnswers, writeQuestions } from './protocol.ts';
import { EngineThread } from './thread.ts';
import { parseInstant } from './wasi.ts';

const DEFAULT_TIMEOUT = 5000;
/** Calls after which a second copy of the program, here, is worth the 50 ms that it takes to start. */
const CALLS_BEFORE_LOCAL = 200;

/**
 * An engine of its own: what one asks changes nothing for another. The thread starts at the first question; `warm()`
 * starts it before that, while the caller has other things to do. It does not keep the process alive.
 * Throws a UserError when the engine is not built.
 */
export function openEngine(world: EngineWorld = {}): OpenEngine {
  return new WasmEngine(world);
}

export interface OpenEngine extends Engine {
  warm(): void;
  /**
   * From the next question on, time and random numbers are those of another world, from their beginning: nothing that
   * was asked before changes an answer. What was compiled is kept.
   */
  restart(world: Pick<EngineWorld, 'now' | 'seed'>): void;
}

class WasmEngine implements OpenEngine {
  readonly #thread: EngineThread;
  readonly #timeout: number;
  readonly #frame = new FrameWriter();
  /** Answers what is bounded without a thread to wake, which would take longer than most answers do. */
  #local: Instance | undefined;
  #boundedCalls = 0;

  constructor({ now, seed, timeout = DEFAULT_TIMEOUT }: EngineWorld) {
    this.#timeout = timeout;
    this.#thread = new EngineThread(requireArtifact(), { now: instantOf(now), seed, timeout });
  }

  ask<const Q extends readonly Question[]>(questions: Q): Answers<Q> {
    // Every answer was read by the wire of its question's operation.
    return (this.#askLocally(questions) ?? this.#askAll(questions)) as unknown as Answers<Q>;
  }

  warm(): void {
    this.#thread.start();
  }

  restart({ now, seed }: Pick<EngineWorld, 'now' | 'seed'>): void {
    this.#thread.stop();
    this.#thread.options = { now: instantOf(now), seed, timeout: this.#timeout };
  }

  close(): void {
    this.#thread.stop();
    this.#local = undefined;
    this.#boundedCalls = 0;
  }

  /** The answers, or undefined when the thread has to give them. They are the same: nothing bounded is random. */
  #askLocally(questions: readonly Question[]): readonly Answer<unknown>[] | undefined {
    if (!questions.every(isBounded)) return undefined;
    this.#boundedCalls += 1;
    const program = this.#thread.program;
    if (this.#boundedCalls < CALLS_BEFORE_LOCAL || program === undefined) return undefined;
    this.#local ??= createInstance(program, {
      world: { now: 0n, random: (bytes) => bytes.fill(0) },
      patience: this.#timeout,
      begin: () => undefined,
    });
    try {
      this.#frame.clear();
      writeQuestions(this.#frame, questions);
      const { buffer, byteOffset, byteLength } = this.#local.answer(this.#frame.bytes());
      return readAnswers(new FrameReader(Buffer.from(buffer, byteOffset, byteLength)), questions);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
      this.#local = undefined;
      return undefined;
    }
  }

  #askAll(questions: readonly Question[]): readonly Answer<unknown>[] {
    if (questions.length === 0) return [];
    this.#frame.clear();
    writeQuestions(this.#frame, questions);
    const outcome = this.#thread.exchange(this.#frame.bytes());
    if (outcome.kind === 'answers') return readAnswers(outcome.frame, questions);
    const { index, cause, error } = outcome;
    // The other questions are asked again, without the one that brought the program down.
    return [
      ...this.#askAll(questions.slice(0, index)),
      { ok: false, kind: cause, error },
      ...this.#askAll(questions.slice(index + 1)),
    ];
  }
}

/** Nanoseconds since 1970. Throws on text that is no time: a caller's bug. */
function instantOf(now: string | undefined): bigint {
  const instant = now === undefined ? BigInt(Date.now()) * 1_000_000n : parseInstant(now);
  if (instant === undefined) throw new TypeError(`not an RFC 3339 time: "${now}"`);
  return instant;
}
