import { randomInt } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { EngineWorld } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import { createWorld, type World } from '../simulate/world.ts';

/** The clock and the random source of a run, the same ones for the simulation and for the engine. */
export interface RunWorld {
  readonly world: World;
  readonly engineWorld: EngineWorld;
}

/**
 * The real clock and random source, or the given ones: an RFC 3339 time at which the clock stands still, and a seed.
 * How long a hop takes is always measured. Throws a UserError (usage) for text that is no time.
 */
export function openWorld(fixed: { readonly at?: string; readonly seed?: number }): RunWorld {
  const { at, seed = randomInt(2 ** 31) } = fixed;
  if (at !== undefined) checkTime(at);
  return {
    world: createWorld({
      now: at ?? (() => new Date().toISOString()),
      seed,
      milliseconds: () => performance.now(),
    }),
    engineWorld: { seed, ...(at !== undefined && { now: at }) },
  };
}

function checkTime(text: string): void {
  if (isTime(text)) return;
  throw new UserError('usage', `"${text}" is not an RFC 3339 time`, 'for example 2026-01-02T15:04:05Z');
}

/** Is it an RFC 3339 time, of a day that there is? */
export function isTime(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  const day = match?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  // Date.parse takes the 31st of any month for the next month's days; Go does not.
  const real = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(day);
}
