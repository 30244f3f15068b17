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

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
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

/**
 * JSON text as Go's `encoding/json` writes it: map keys sorted by bytes, `<`, `>`, `&`, U+2028 and U+2029 escaped,
 * floats in the shortest form with an exponent from 1e21 up and below 1e-6.
 * Source: go1.26 src/encoding/json/encode.go (floatEncoder, appendString).
 */
export function encodeGo(value: JsonValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'number':
      return encodeGoNumber(value);
    case 'string':
      return encodeGoString(value);
    default:
      break;
  }
  if (isArray(value)) return `[${value.map(encodeGo).join(',')}]`;
  const object = value as JsonObject;
  const members = Object.keys(object)
    .sort(compareBytes)
    .map((key) => `${encodeGoString(key)}:${encodeGo(object[key] as JsonValue)}`);
  return `{${members.join(',')}}`;
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

function encodeGoString(text: string): string {
  return JSON.stringify(text.toWellFormed()).replace(/[<>&\u2028\u2029]/g, (c) => ESCAPES[c] ?? c);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
