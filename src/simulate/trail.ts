import type { Hop } from './trace.ts';
import type { World } from './world.ts';

/** The hops of one event, each timed from the end of the one before it. */
export class Trail {
  readonly hops: Hop[] = [];
  readonly #world: World;
  #mark: number;

  constructor(world: World) {
    this.#world = world;
    this.#mark = world.milliseconds();
  }

  add(hop: Omit<Hop, 'milliseconds'>): void {
    const now = this.#world.milliseconds();
    this.hops.push({ ...hop, milliseconds: now - this.#mark });
    this.#mark = now;
  }
}
