import { isObject, type JsonValue } from '../../json.ts';

/** What a trigger's `rateLimit` does. */
export type RateLimit =
  | { readonly kind: 'none' }
  | { readonly kind: 'limited'; readonly requests: number; readonly unit: 'second' | 'minute' | 'hour' }
  /** The sensor divides by zero when it starts. */
  | { readonly kind: 'crash'; readonly error: string };

/**
 * The limiter is made when the sensor starts; it only delays, and lets bursts of ten through after a pause.
 * Source: argo-events pkg/sensors/listener.go (initRateLimiter); go.uber.org/ratelimit limiter_atomic_int64.go.
 */
export function readRateLimit(value: JsonValue | undefined): RateLimit {
  if (!isObject(value)) return { kind: 'none' };
  const requests = typeof value['requestsPerUnit'] === 'number' ? value['requestsPerUnit'] : 0;
  if (requests === 0) return { kind: 'crash', error: 'runtime error: integer divide by zero' };
  const unit = value['unit'] === 'Minute' ? 'minute' : value['unit'] === 'Hour' ? 'hour' : 'second';
  return { kind: 'limited', requests, unit };
}
