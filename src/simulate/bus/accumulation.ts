import type { Engine } from '../../engine/engine.ts';
import { bareObject } from '../../json.ts';
import { type Conditions, conditionsHold } from '../conditions.ts';
import type { Event } from '../event.ts';
import type { Failure } from '../failure.ts';
import type { Events } from '../parameters/parameter-value.ts';
import { lastReset, type Reset } from './conditions-reset.ts';

/** What became of an event that satisfies a dependency. */
export type Accumulated =
  | { readonly kind: 'fire'; readonly events: Events; readonly reset: readonly string[] }
  | { readonly kind: 'wait'; readonly held: readonly string[]; readonly reset: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly reset: readonly string[] };

/**
 * The events that a trigger has collected until its conditions hold: the newest one of each dependency.
 * All of them go when it fires, also those that the conditions did not need.
 * Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (processDependency).
 */
export class Accumulation {
  readonly #conditions: Conditions;
  readonly #resets: readonly Reset[];
  readonly #held = new Map<string, { readonly event: Event; readonly since: string }>();

  constructor(conditions: Conditions, resets: readonly Reset[]) {
    this.#conditions = conditions;
    this.#resets = resets;
  }

  add(engine: Engine, dependency: string, event: Event, now: string): Accumulated {
    if (!this.#conditions.accumulates)
      return { kind: 'fire', events: new Map([[dependency, event]]), reset: [] };
    const reset = this.#reset(engine, now);
    const satisfied = bareObject<boolean>();
    for (const name of this.#conditions.dependencies) {
      satisfied[name] = name === dependency || this.#held.has(name);
    }
    const verdict = conditionsHold(engine, this.#conditions.expression, satisfied);
    if (verdict.failure !== undefined) return { kind: 'failed', failure: verdict.failure, reset };
    if (!verdict.holds) {
      this.#held.set(dependency, { event, since: now });
      return {
        kind: 'wait',
        held: this.#conditions.dependencies.filter((name) => this.#held.has(name)),
        reset,
      };
    }
    const events = new Map([...this.#held].map(([name, held]) => [name, held.event]));
    events.set(dependency, event);
    this.#held.clear();
    return { kind: 'fire', events, reset };
  }

  /** Drops what was collected before the last time that a reset was due. */
  #reset(engine: Engine, now: string): readonly string[] {
    if (this.#resets.length === 0 || this.#held.size === 0) return [];
    const due = lastReset(engine, this.#resets, now);
    if (due === undefined) return [];
    const dropped: string[] = [];
    for (const [name, { since }] of this.#held) {
      if (Date.parse(since) >= Date.parse(due)) continue;
      this.#held.delete(name);
      dropped.push(name);
    }
    return dropped;
  }
}
