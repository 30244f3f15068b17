import { requireArtifact } from './artifact.ts';
import type { Answer, Answers, Engine, EngineWorld, Question } from './engine.ts';
import { FrameWriter } from './frame.ts';
import { readAnswers, writeQuestions } from './protocol.ts';
import { EngineThread } from './thread.ts';
import { parseInstant } from './wasi.ts';

const DEFAULT_TIMEOUT = 5000;

/**
 * An engine of its own: what one asks changes nothing for another. The thread starts at the first question; `warm()`
 * starts it before that, while the caller has other things to do. It does not keep the process alive.
 * Throws a UserError when the engine is not built.
 */
export function openEngine(world: EngineWorld = {}): Engine & { warm(): void } {
  return new WasmEngine(world);
}

class WasmEngine implements Engine {
  readonly #thread: EngineThread;
  readonly #frame = new FrameWriter();

  constructor({ now, seed, timeout = DEFAULT_TIMEOUT }: EngineWorld) {
    const instant = now === undefined ? BigInt(Date.now()) * 1_000_000n : parseInstant(now);
    if (instant === undefined) throw new TypeError(`not an RFC 3339 time: "${now}"`);
    this.#thread = new EngineThread(requireArtifact(), { now: instant, seed, timeout });
  }

  ask<const Q extends readonly Question[]>(questions: Q): Answers<Q> {
    // Every answer was read by the wire of its question's operation.
    return this.#askAll(questions) as unknown as Answers<Q>;
  }

  warm(): void {
    this.#thread.start();
  }

  close(): void {
    this.#thread.stop();
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
