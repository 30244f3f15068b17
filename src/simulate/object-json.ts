import { bareObject, isArray, type JsonValue, parseJson } from '../json.ts';

/** JSON text as a value whose objects have no prototype. The text comes out of Go libraries, so it is valid. */
export function parsed(json: string): JsonValue {
  const root = [parseJson(json)];
  // A stack of its own, as in encodeGo: documents may be nested deeper than calls.
  const open: (JsonValue[] | Record<string, JsonValue>)[] = [root];
  for (let container = open.pop(); container !== undefined; container = open.pop()) {
    // Neither a list nor an object without a prototype has a setter behind any key, `__proto__` included.
    const slots = container as Record<string, JsonValue>;
    for (const key of Object.keys(slots)) {
      const item = slots[key];
      if (typeof item !== 'object' || item === null) continue;
      const copy = isArray(item) ? [...item] : Object.assign(bareObject(), item);
      slots[key] = copy;
      open.push(copy);
    }
  }
  return root[0] ?? null;
}
