import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';

/** JSON text as a value whose objects have no prototype. The text comes out of Go libraries, so it is valid. */
export function parsed(json: string): JsonValue {
  const root = [JSON.parse(json) as JsonValue];
  // A stack of its own, as in encodeGo: documents may be nested deeper than calls.
  const open: (JsonValue[] | Record<string, JsonValue>)[] = [root];
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    // Neither a list nor an object without a prototype has a setter behind any key, `__proto__` included.
    const slots = container as Record<string, JsonValue>;
    for (const key of Object.keys(slots)) {
      const item = slots[key];
      if (typeof item !== 'object' || item === null) continue;
      const copy = isArray(item) ? [...item] : Object.assign(bare(), item);
      slots[key] = copy;
      open.push(copy);
    }
  }
  return root[0] ?? null;
}

function bare(): Record<string, JsonValue> {
  return Object.create(null) as Record<string, JsonValue>;
}

/** A copy with other members; a value of undefined takes the member away. */
export function withMembers(
  object: JsonObject,
  members: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  const copy = Object.assign(bare(), object);
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
