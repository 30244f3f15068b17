import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** Reading fields of objects whose shape nobody has checked: a field of another type counts as absent. */

export function textOf(object: JsonObject | undefined, key: string): string {
  const value = own(object, key);
  return typeof value === 'string' ? value : '';
}

export function objectOf(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = own(object, key);
  return isObject(value) ? value : undefined;
}

export function listOf(object: JsonObject | undefined, key: string): readonly JsonValue[] {
  const value = own(object, key);
  return isArray(value) ? value : [];
}

export function objectsOf(object: JsonObject | undefined, key: string): readonly JsonObject[] {
  return listOf(object, key).filter(isObject);
}

export function textsOf(object: JsonObject | undefined, key: string): readonly string[] {
  return listOf(object, key).filter((value) => typeof value === 'string');
}

/** True when the field is there and not null, as a Go pointer field is set. */
export function isSet(object: JsonObject | undefined, key: string): boolean {
  const value = own(object, key);
  return value !== undefined && value !== null;
}

export function own(object: JsonObject | undefined, key: string): JsonValue | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The members of a map of texts, such as labels. */
export function textMap(object: JsonObject | undefined, key: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(objectOf(object, key) ?? {})) {
    if (typeof value === 'string') found.set(name, value);
  }
  return found;
}

/** A copy with some fields set; `undefined` takes a field away. */
export function withFields(
  object: JsonObject,
  changes: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  const copy: Record<string, JsonValue> = Object.create(null);
  for (const [key, value] of Object.entries(object)) {
    if (!Object.hasOwn(changes, key)) copy[key] = value;
  }
  for (const [key, value] of Object.entries(changes)) if (value !== undefined) copy[key] = value;
  return copy;
}

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
