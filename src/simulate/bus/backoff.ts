import type { Engine } from '../../engine/engine.ts';
import { encodeGo, isObject, type JsonObject, type JsonValue } from '../../json.ts';
import { parseFloat64 } from '../strconv.ts';

/** How often something is tried, and how long it waits in between. */
export type Backoff =
  | { readonly ok: true; readonly steps: number; readonly waits: string }
  | { readonly ok: false; readonly error: string };

const DEFAULT_STEPS = 5;

/**
 * A `retryStrategy` or `backoff` as the sensor reads it: `factor` and `jitter` are raw JSON, so a quoted number is
 * invalid; a bare number as `duration` is nanoseconds.
 * Source: argo-events pkg/shared/util/retry.go (Convert2WaitBackoff).
 */
export function readBackoff(engine: Engine, value: JsonObject | undefined): Backoff {
  const { duration = null, factor = null, jitter = null, steps = null } = value ?? {};
  let waits = '1s';
  if (typeof duration === 'string') {
    const [parsed] = engine.ask([{ op: 'duration', text: duration }]);
    if (!parsed.ok) return { ok: false, error: parsed.error };
    waits = duration;
  } else if (duration !== null) {
    waits = `${encodeGo(duration)}ns`;
  }
  for (const [name, amount] of [
    ['factor', factor],
    ['jitter', jitter],
  ] as const) {
    if (amount === null) continue;
    const parsed = parseFloat64(encodeGo(amount));
    if (!parsed.ok) return { ok: false, error: `invalid ${name}, ${parsed.error}` };
  }
  const tries = typeof steps === 'number' && steps > 0 ? steps : DEFAULT_STEPS;
  return { ok: true, steps: tries, waits };
}

/** A trigger's `retryStrategy`; without one there is one attempt. */
export function readRetryStrategy(engine: Engine, value: JsonValue | undefined): Backoff {
  return isObject(value) ? readBackoff(engine, value) : { ok: true, steps: 1, waits: '1s' };
}
