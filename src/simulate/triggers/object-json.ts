import { isArray, isObject, type JsonObject, type JsonValue } from '../../json.ts';

/** JSON text as a value whose objects have no prototype. The text comes out of Go libraries, so it is valid. */
export function parsed(json: string): JsonValue {
  return bare(JSON.parse(json) as JsonValue);
}

function bare(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(bare);
  if (!isObject(value)) return value;
  const object = Object.create(null) as Record<string, JsonValue>;
  for (const [key, item] of Object.entries(value)) object[key] = bare(item);
  return object;
}

/** A copy with other members; a value of undefined takes the member away. */
export function withMembers(
  object: JsonObject,
  members: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  const copy = Object.assign(Object.create(null) as Record<string, JsonValue>, object);
  for (const [key, value] of Object.entries(members)) {
    if (value === undefined) delete copy[key];
    else copy[key] = value;
  }
  return copy;
}

export function textAt(object: JsonObject | undefined, key: string): string {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return typeof value === 'string' ? value : '';
}

export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return isObject(value) ? value : undefined;
}

export function listAt(object: JsonObject | undefined, key: string): readonly JsonValue[] | undefined {
  const value = object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
  return isArray(value) ? value : undefined;
}
