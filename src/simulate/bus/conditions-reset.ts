import type { Engine } from '../../engine/engine.ts';
import { isArray, isObject, type JsonObject } from '../../json.ts';
import type { Failure } from '../failure.ts';

/** One `conditionsReset` of a trigger that works. */
export interface Reset {
  readonly cron: string;
  /** A name that Go knows; 'UTC' when none is set, which is the zone of the sensor's image. */
  readonly timezone: string;
}

export interface Resets {
  readonly resets: readonly Reset[];
  /** Why some are left out. */
  readonly problems: readonly string[];
  /** The reset whose last due time the sensor searches without ever finding it. */
  readonly endless?: Reset;
}

/**
 * The resets of a trigger. One with a cron expression or a time zone that Go does not know is left out, as the sensor
 * only logs it; `problems` says so. The search for the last due time never ends over a night in which clocks go back,
 * and the trigger then waits for it before it subscribes.
 * Source: argo-events pkg/sensors/listener.go (listenEvents), pkg/shared/util/cronutil.go (PrevCronTime).
 */
export function readResets(engine: Engine, template: JsonObject, now: string): Resets {
  const resets: Reset[] = [];
  const problems: string[] = [];
  const list = template['conditionsReset'];
  for (const item of isArray(list) ? list : []) {
    const byTime = isObject(item) ? item['byTime'] : undefined;
    if (!isObject(byTime)) continue;
    const cron = typeof byTime['cron'] === 'string' ? byTime['cron'] : '';
    const timezone =
      typeof byTime['timezone'] === 'string' && byTime['timezone'] !== '' ? byTime['timezone'] : 'UTC';
    const reset = { cron, timezone };
    const due = lastDue(engine, reset, now);
    if (due.ok) resets.push(reset);
    else if (due.kind === 'limit') return { resets, problems, endless: reset };
    else problems.push(`the reset "${cron}" in "${timezone}" is left out: ${due.error}`);
  }
  return { resets, problems };
}

/** The latest time at or before `now` at which one of the resets was due; undefined when there is none. */
export function lastReset(engine: Engine, resets: readonly Reset[], now: string): string | undefined {
  let latest: string | undefined;
  for (const reset of resets) {
    const due = lastDue(engine, reset, now);
    if (due.ok && due.at !== undefined && (latest === undefined || due.at > latest)) latest = due.at;
  }
  return latest;
}

function lastDue(
  engine: Engine,
  { cron, timezone }: Reset,
  now: string,
): { ok: true; at: string | undefined } | { ok: false; kind: Failure['kind']; error: string } {
  const [times] = engine.ask([
    { op: 'cron', schedule: cron, parser: 'calendar', timezone, after: now, count: 1, direction: 'previous' },
  ]);
  return times.ok ? { ok: true, at: times.value[0] } : { ok: false, kind: times.kind, error: times.error };
}
