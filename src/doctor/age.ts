import { metadataOf } from '../cluster/object.ts';
import { type JsonObject, type JsonValue, textOf } from '../json.ts';
import type { ClusterState } from './state.ts';

/** Milliseconds since it was made; 0 where nobody knows. */
export function ageOf(object: JsonObject, now: number): number {
  return since(metadataOf(object)['creationTimestamp'], now);
}

/** May it still be starting, so that nothing can be said of it yet? */
export function isYoung(
  object: JsonObject,
  { now, awaited }: Pick<ClusterState, 'now' | 'awaited'>,
  patience: number,
): boolean {
  return !awaited && ageOf(object, now) < patience;
}

/** Milliseconds since 1970; NaN where nobody knows. */
export function createdAt(object: JsonObject): number {
  return Date.parse(textOf(metadataOf(object)['creationTimestamp']));
}

/** Milliseconds since an RFC 3339 time; 0 for what is none. */
export function since(time: JsonValue | undefined, now: number): number {
  const age = now - Date.parse(textOf(time));
  return Number.isFinite(age) ? age : 0;
}

/** `45s`, `12m`, `5h`, `3d`. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  if (seconds < 120) return `${seconds}s`;
  if (seconds < 7200) return `${Math.floor(seconds / 60)}m`;
  return seconds < 172_800 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
