import { bareObject, encodeGo, isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';

/**
 * How Go's encoding/json reads a value into a Go type: fields by name (letter case aside), unknown keys ignored,
 * null as the zero value, a value of another kind as an error.
 */
export type Shape =
  | { readonly kind: 'string' | 'bool'; readonly type: string }
  | { readonly kind: 'integer'; readonly type: string; readonly min: bigint; readonly max: bigint }
  | { readonly kind: 'time'; readonly type: string }
  /** Kept as it is, whatever it is. */
  | { readonly kind: 'raw' }
  | { readonly kind: 'list'; readonly item: Shape; readonly type: string }
  /** A map of texts to texts. */
  | { readonly kind: 'map'; readonly type: string }
  | { readonly kind: 'struct'; readonly name: string; readonly type: string; readonly fields: Fields };

export interface Field {
  readonly shape: Shape;
  /** What is written when the value is absent: nothing, or the zero value. */
  readonly absent: JsonValue | undefined;
}

type Fields = Readonly<Record<string, Field>>;

export type Decoded =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly error: string };

export function text(type = 'string'): Shape {
  return { kind: 'string', type };
}

export const FLAG: Shape = { kind: 'bool', type: 'bool' };
export const INT32: Shape = { kind: 'integer', type: 'int32', min: -(2n ** 31n), max: 2n ** 31n - 1n };
export const INT64: Shape = { kind: 'integer', type: 'int64', min: -(2n ** 63n), max: 2n ** 63n - 1n };
export const UINT64: Shape = { kind: 'integer', type: 'uint64', min: 0n, max: 2n ** 64n - 1n };
/** A number as Go's `int` has it on the machines that Argo Events runs on. */
export const INT: Shape = { ...INT64, type: 'int' };
export const TIME: Shape = { kind: 'time', type: 'time.Time' };
export const RAW: Shape = { kind: 'raw' };
export const TEXT_MAP: Shape = { kind: 'map', type: 'map[string]string' };

export function list(item: Shape, type: string): Shape {
  return { kind: 'list', item, type };
}

/** `name` is the Go type; a field whose value is a Shape is left out when absent, the others say what they are then. */
export function struct(
  name: string,
  fields: Readonly<Record<string, Shape | Field>>,
  pack = 'v1alpha1',
): Shape {
  const all = Object.entries(fields).map(([key, field]): [string, Field] => [
    key,
    'shape' in field ? field : { shape: field, absent: undefined },
  ]);
  return { kind: 'struct', name, type: `${pack}.${name}`, fields: Object.fromEntries(all) };
}

/** A field without `omitempty`: it is written even when it is zero. */
export function written(shape: Shape): Field {
  return { shape, absent: zero(shape) };
}

/** A struct that is no pointer: its fields are written even when nothing of it is given. */
export function inline(shape: Shape): Field {
  return { shape, absent: members({}, shape as Shape & { kind: 'struct' }, { struct: '', fields: [] }, []) };
}

function zero(shape: Shape): JsonValue {
  if (shape.kind === 'time') return '0001-01-01T00:00:00Z';
  if (shape.kind === 'string') return '';
  if (shape.kind === 'bool') return false;
  if (shape.kind === 'integer') return 0;
  return null;
}

/** The value as it comes back out of the Go type; the first thing that does not fit is the error. */
export function decode(value: JsonValue, shape: Shape): Decoded {
  const problems: string[] = [];
  const decoded = read(value, shape, { struct: '', fields: [] }, problems);
  const [error] = problems;
  if (error !== undefined) return { ok: false, error };
  return { ok: true, value: isObject(decoded) ? decoded : {} };
}

/** Where the decoder is, as its error texts say it: the innermost struct and the fields from the outermost one. */
interface Context {
  readonly struct: string;
  readonly fields: readonly string[];
}

function read(value: JsonValue, shape: Shape, at: Context, problems: string[]): JsonValue | undefined {
  if (value === null) return undefined;
  if (shape.kind === 'raw') return value;
  const misfit = (found: string): undefined => {
    const target = at.struct === '' ? 'Go value' : `Go struct field ${at.struct}.${at.fields.join('.')}`;
    problems.push(`json: cannot unmarshal ${found} into ${target} of type ${shape.type}`);
    return undefined;
  };
  switch (shape.kind) {
    case 'string':
      return typeof value === 'string' ? value : misfit(kindOf(value));
    case 'bool':
      return typeof value === 'boolean' ? value : misfit(kindOf(value));
    case 'integer': {
      if (typeof value !== 'number' && typeof value !== 'bigint') return misfit(kindOf(value));
      const fits = typeof value === 'bigint' || Number.isInteger(value);
      const inRange = fits && BigInt(value) >= shape.min && BigInt(value) <= shape.max;
      return inRange ? value : misfit(`number ${encodeGo(value)}`);
    }
    case 'time':
      return typeof value === 'string' && RFC3339.test(value) ? value : misfitTime(value, problems);
    case 'list':
      if (!isArray(value)) return misfit(kindOf(value));
      return value.map((item) => read(item, shape.item, at, problems) ?? zero(shape.item));
    case 'map':
      if (!isObject(value)) return misfit(kindOf(value));
      return texts(value, at, problems);
    case 'struct':
      if (!isObject(value)) return misfit(kindOf(value));
      return members(value, shape, at, problems);
  }
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** Source: go1.26 src/time/time.go (UnmarshalJSON), format_rfc3339.go. */
function misfitTime(value: JsonValue, problems: string[]): undefined {
  const text = encodeGo(value);
  problems.push(
    typeof value === 'string'
      ? `parsing time ${text} as "2006-01-02T15:04:05Z07:00": cannot parse ${text} as "2006"`
      : 'Time.UnmarshalJSON: input is not a JSON string',
  );
  return undefined;
}

/** The JSON of a decoded value, with the fields of structs in the order of the Go type. */
export function encode(value: JsonValue, shape: Shape): string {
  if (shape.kind === 'struct' && isObject(value)) {
    const fields = Object.entries(shape.fields).flatMap(([name, field]) => {
      const item = value[name];
      return item === undefined ? [] : [`${encodeGo(name)}:${encode(item, field.shape)}`];
    });
    return `{${fields.join(',')}}`;
  }
  if (shape.kind === 'list' && isArray(value)) {
    return `[${value.map((item) => encode(item, shape.item)).join(',')}]`;
  }
  return encodeGo(value);
}

function texts(value: JsonObject, at: Context, problems: string[]): JsonObject {
  const result = bareObject();
  for (const [key, item] of Object.entries(value)) {
    result[key] = read(item, { kind: 'string', type: 'string' }, at, problems) ?? '';
  }
  return result;
}

function members(
  value: JsonObject,
  shape: Shape & { kind: 'struct' },
  at: Context,
  problems: string[],
): JsonObject {
  const result = bareObject();
  for (const [key, item] of Object.entries(value)) {
    const name = fieldName(key, shape.fields);
    const field = name === undefined ? undefined : shape.fields[name];
    if (name === undefined || field === undefined) continue;
    const inner = { struct: shape.name, fields: [...at.fields, name] };
    const decoded = read(item, field.shape, inner, problems);
    if (decoded !== undefined && !isOmitted(decoded, field)) result[name] = decoded;
  }
  for (const [name, { absent }] of Object.entries(shape.fields)) {
    if (absent !== undefined && !Object.hasOwn(result, name)) result[name] = absent;
  }
  return result;
}

/** `omitempty` leaves out zero values that are not behind a pointer; a list or a map only when it is empty. */
function isOmitted(value: JsonValue, { absent, shape }: Field): boolean {
  if (absent !== undefined) return false;
  if (shape.kind === 'list') return isArray(value) && value.length === 0;
  if (shape.kind === 'map') return isObject(value) && Object.keys(value).length === 0;
  return false;
}

function fieldName(key: string, fields: Fields): string | undefined {
  if (Object.hasOwn(fields, key)) return key;
  const folded = key.toLowerCase();
  return Object.keys(fields).find((name) => name.toLowerCase() === folded);
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  const kind = typeof value;
  if (kind === 'boolean') return 'bool';
  return kind === 'bigint' ? 'number' : kind;
}
