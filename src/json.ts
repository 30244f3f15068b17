/**
 * JSON values as manifests and events hold them.
 *
 * Objects made from user text have no prototype, so that a key such as `__proto__` is data like any other.
 * Integers that a double cannot hold exactly are `bigint`, because Kubernetes keeps all digits of an int64.
 */
export type JsonValue = null | boolean | number | bigint | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Of what is JSON, a mapping. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** What the objects of `bareObject` are made by; nothing is inherited from its prototype. */
const Bare = function Bare() {} as unknown as new () => object; // a class would have a constructor
Bare.prototype = Object.freeze(Object.create(null));

/**
 * An object to fill with the keys of user text: it has none by itself, and `__proto__` is one like any other. Engines
 * keep it as they keep the objects of classes, in a third of the time and half of the memory of Object.create(null).
 */
export function bareObject<V = JsonValue>(): Record<string, V> {
  return new Bare() as Record<string, V>;
}

/** The value of a JSON text. Throws a SyntaxError for any other text. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text) as JsonValue;
}

/** The value's type in the words of a JSON schema; `integer` counts as `number`. */
export function typeName(value: JsonValue): 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object' {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
    case 'bigint':
      return 'number';
    case 'string':
      return 'string';
    default:
      return 'object';
  }
}

// Reading what nobody has checked: a value of another type counts as absent.

/** What an object has itself under a key; what all objects inherit is none of it. */
export function own(object: JsonObject | undefined, key: string): JsonValue | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** True when the field is there and not null, as a Go pointer field is set. */
export function isSet(object: JsonObject | undefined, key: string): boolean {
  const value = own(object, key);
  return value !== undefined && value !== null;
}

export function textAt(object: JsonObject | undefined, key: string): string {
  return textOf(own(object, key));
}

export function objectAt(object: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = own(object, key);
  return isObject(value) ? value : undefined;
}

export function listAt(object: JsonObject | undefined, key: string): readonly JsonValue[] {
  return listOf(own(object, key));
}

export function objectsAt(object: JsonObject | undefined, key: string): readonly JsonObject[] {
  return listAt(object, key).filter(isObject);
}

export function textsAt(object: JsonObject | undefined, key: string): readonly string[] {
  return textsOf(own(object, key));
}

/** The members of a map of texts, such as labels. */
export function textMap(object: JsonObject | undefined, key: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(objectAt(object, key) ?? {})) {
    if (typeof value === 'string') found.set(name, value);
  }
  return found;
}

/** The text that a value is; '' where it is none. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The number that a value is; undefined where it is none. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The items that a value has; none where it is no list. */
export function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return isArray(value) ? value : [];
}

/** The texts in a list. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

/**
 * A text, number or boolean as text; undefined for all else. `String` of a mapping says nothing, and throws where
 * somebody gave it a key `toString`.
 */
export function scalarText(value: JsonValue | undefined): string | undefined {
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

/** A value as a message says it: `the text "a"`, `the number 3`, `a list`; of a text its first line, cut where it is long. */
export function inWords(value: JsonValue): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'a list';
  if (isObject(value)) return 'a mapping';
  if (typeof value !== 'string') return `the ${typeName(value)} ${value}`;
  const line = value.split('\n', 1)[0] ?? '';
  return line.length > 60 || line !== value ? `the text "${line.slice(0, 59)}…"` : `the text "${value}"`;
}

/** What a path leads to, or undefined where it leads nowhere. */
export function valueAt(root: JsonValue, path: readonly (string | number)[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of path) {
    if (typeof key === 'number') value = isArray(value) ? value[key] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/** A copy with other members; a value of undefined takes the member away. */
export function withMembers(
  object: JsonObject,
  members: Readonly<Record<string, JsonValue | undefined>>,
): JsonObject {
  const copy = Object.assign(bareObject(), object);
  for (const [key, value] of Object.entries(members)) {
    if (value === undefined) delete copy[key];
    else copy[key] = value;
  }
  return copy;
}

/**
 * JSON text as Go's `encoding/json` writes it: map keys sorted by bytes, `<`, `>`, `&`, U+2028 and U+2029 escaped,
 * floats in the shortest form with an exponent from 1e21 up and below 1e-6.
 * Source: go1.26 src/encoding/json/encode.go (floatEncoder, appendString).
 */
export function encodeGo(root: JsonValue): string {
  // A stack of its own: a document may be nested as deeply as Go allows (10,000 levels), which calls may not.
  const levels: Level[] = [];
  let value = root;
  let text = '';
  for (;;) {
    const level = levelOf(value);
    if (level === undefined) text += encodeScalar(value);
    else {
      text += level.keys === undefined ? '[' : '{';
      levels.push(level);
    }
    for (;;) {
      const current = levels.at(-1);
      if (current === undefined) return text;
      const { keys, values, next } = current;
      const following = values[next];
      if (following === undefined) {
        text += keys === undefined ? ']' : '}';
        levels.pop();
        continue;
      }
      if (next > 0) text += ',';
      const key = keys?.[next];
      if (key !== undefined) text += `${encodeGoString(key)}:`;
      current.next = next + 1;
      value = following;
      break;
    }
  }
}

/** An array or object that is being written. */
interface Level {
  readonly keys: readonly string[] | undefined;
  readonly values: readonly JsonValue[];
  next: number;
}

function levelOf(value: JsonValue): Level | undefined {
  if (isArray(value)) return { keys: undefined, values: value, next: 0 };
  if (!isObject(value)) return undefined;
  const keys = Object.keys(value).sort(compareBytes);
  return { keys, values: keys.map((key) => value[key] ?? null), next: 0 };
}

function encodeScalar(value: JsonValue): string {
  if (typeof value === 'string') return encodeGoString(value);
  return typeof value === 'number' ? encodeGoNumber(value) : String(value);
}

function encodeGoNumber(value: number): string {
  if (Object.is(value, -0)) return '-0';
  // JavaScript and Go agree on the shortest digits and on the limits of the exponent form;
  // Go writes e-07 as e-7 in JSON, as JavaScript does.
  return String(value);
}

const ESCAPES: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** Text that is written as it is; what most texts are. */
const VERBATIM = /^[ !#-%'-;=?-[\]-~]*$/;

function encodeGoString(text: string): string {
  if (VERBATIM.test(text)) return `"${text}"`;
  return JSON.stringify(text.toWellFormed()).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);
}

/** The order of UTF-8 bytes, which is that of UTF-16 units as long as no surrogates are about. */
function compareBytes(a: string, b: string): number {
  if (/[\ud800-\uffff]/.test(a) || /[\ud800-\uffff]/.test(b)) {
    return Buffer.compare(Buffer.from(a), Buffer.from(b));
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
