import { isArray, isObject, type JsonValue } from '../json.ts';

/** Levels of nesting: far above what a manifest has, and below what recursion over it can take. */
export const LEVELS = 1000;

export function isDeeper(value: JsonValue, levels: number): boolean {
  let layer: readonly JsonValue[] = [value];
  for (let level = 0; level <= levels; level += 1) {
    layer = layer.flatMap((one) => (isArray(one) ? one : isObject(one) ? Object.values(one) : []));
    if (layer.length === 0) return false;
  }
  return true;
}
