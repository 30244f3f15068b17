import type { Readable } from 'node:stream';

/** What is thrown when a person goes back: the questions are asked anew, up to the one before. */
class WentBack extends Error {}

interface Answer {
  readonly value: unknown;
  /** No key was pressed for it: nothing was asked. */
  readonly isOwn: boolean;
}

/**
 * Remembers what a person has answered, so that Esc goes back to the question before: the same questions are asked in the
 * same order once more, and those that are answered answer themselves.
 */
export class Recall {
  readonly #answers: Answer[] = [];
  #next = 0;
  #lastKey: string | undefined;

  /** @param input Where keys come from; the prompts make it tell of them. */
  constructor(input: Readable) {
    input.on('keypress', (_: unknown, key: { readonly name?: string } | undefined) => {
      this.#lastKey = key?.name ?? '';
    });
  }

  /** Whether the question that comes next was answered already. */
  isAnswered(): boolean {
    return this.#next < this.#answers.length;
  }

  /** The answer to a question, asked unless it is known; undefined when the person gives up, which Esc is at the first. */
  async ask<T>(question: () => Promise<T | undefined>): Promise<T | undefined> {
    const known = this.#answers[this.#next];
    this.#next += 1;
    // Whoever asks for the second time asks the same.
    if (known !== undefined) return known.value as T;
    this.#lastKey = undefined;
    const value = await question();
    if (value === undefined) {
      if (this.#lastKey === 'escape' && this.#answers.some(({ isOwn }) => isOwn)) throw new WentBack();
      return undefined;
    }
    this.#answers.push({ value, isOwn: this.#lastKey !== undefined });
    return value;
  }

  /** Does what asks questions, again from the start whenever the person goes back. */
  async run<T>(task: () => Promise<T>): Promise<T> {
    for (;;) {
      this.#next = 0;
      try {
        return await task();
      } catch (error) {
        if (!(error instanceof WentBack)) throw error;
        while (this.#answers.pop()?.isOwn === false);
      }
    }
  }
}
