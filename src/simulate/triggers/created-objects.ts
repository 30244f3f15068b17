import type { Created } from './round.ts';

const MOST = 10_000;

/** Remembers the last ten thousand, so that a long run stays as small as a short one. */
export class CreatedObjects implements Created {
  readonly #names = new Set<string>();

  has(object: string): boolean {
    return this.#names.has(object);
  }

  add(object: string): void {
    this.#names.add(object);
    if (this.#names.size <= MOST) return;
    const [oldest] = this.#names;
    if (oldest !== undefined) this.#names.delete(oldest);
  }
}
