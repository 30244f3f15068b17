import type { JsonValue } from '../json.ts';

/** A JSON Schema, as far as this room makes them. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A scalar of the tables: what the decoders of the Go types take. */
export interface Scalar {
  /** In the words of a message, behind "must be". */
  readonly wanted: string;
  /** `type` names every JSON type but null, which every field takes. */
  readonly schema: { readonly type?: readonly string[]; readonly [keyword: string]: unknown };
  takes(value: JsonValue): boolean;
}

/** Source: k8s.io/apimachinery pkg/api/resource/quantity.go (ParseQuantity), suffix.go. */
const QUANTITY =
  '^\\s*[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?\\s*$';
/** Source: go encoding/base64 (StdEncoding), which skips line breaks. */
const BASE64 = '^(?:[A-Za-z0-9+/][\\r\\n]*)*(?:=[\\r\\n]*){0,2}$';

/** Source: go time (RFC3339), k8s.io/apimachinery pkg/apis/meta/v1/time.go (UnmarshalJSON). */
const TIME =
  '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.,][0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})$';

const INT32 = 2 ** 31;
/** Larger whole numbers are not exact as doubles, so the JSON Schema leaves them to `takes`. */
const EXACT = Number.MAX_SAFE_INTEGER;

const quantity = new RegExp(QUANTITY, 'u');
const base64 = new RegExp(BASE64, 'u');
const time = new RegExp(TIME, 'u');

function whole(value: JsonValue, least: bigint, most: bigint): boolean {
  if (typeof value === 'number') {
    return Number.isInteger(value) && BigInt(value) >= least && BigInt(value) <= most;
  }
  return typeof value === 'bigint' && value >= least && value <= most;
}

const isInt32 = (value: JsonValue) => whole(value, BigInt(-INT32), BigInt(INT32 - 1));
const isInt64 = (value: JsonValue) => whole(value, -(2n ** 63n), 2n ** 63n - 1n);
const isText = (value: JsonValue) => typeof value === 'string';
const isNumber = (value: JsonValue) => typeof value === 'number' || typeof value === 'bigint';

const INT32_LIMITS = { minimum: -INT32, maximum: INT32 - 1 };
const INT64_LIMITS = { minimum: -EXACT, maximum: EXACT };

const SCALARS: Readonly<Record<string, Scalar>> = {
  any: { wanted: 'any value', schema: {}, takes: () => true },
  string: { wanted: 'a string', schema: { type: ['string'] }, takes: isText },
  time: {
    wanted: 'a time such as "2026-01-31T08:00:00Z"',
    schema: { type: ['string'], pattern: TIME },
    takes: (value) => typeof value === 'string' && time.test(value),
  },
  boolean: {
    wanted: 'true or false',
    schema: { type: ['boolean'] },
    takes: (value) => typeof value === 'boolean',
  },
  int32: {
    wanted: 'a whole number of 32 bits',
    schema: { type: ['integer'], ...INT32_LIMITS },
    takes: isInt32,
  },
  int64: { wanted: 'a whole number', schema: { type: ['integer'], ...INT64_LIMITS }, takes: isInt64 },
  uint64: {
    wanted: 'a whole number that is not negative',
    schema: { type: ['integer'], minimum: 0, maximum: EXACT },
    takes: (value) => whole(value, 0n, 2n ** 64n - 1n),
  },
  number: { wanted: 'a number', schema: { type: ['number'] }, takes: isNumber },
  // Source: k8s.io/apimachinery pkg/util/intstr/intstr.go (UnmarshalJSON).
  'int-or-string': {
    wanted: 'a whole number of 32 bits or a string',
    schema: { type: ['integer', 'string'], ...INT32_LIMITS },
    takes: (value) => isText(value) || isInt32(value),
  },
  // Source: argo-events pkg/apis/events/v1alpha1/int64str.go.
  'int64-or-string': {
    wanted: 'a whole number or a string',
    schema: { type: ['integer', 'string'], ...INT64_LIMITS },
    takes: (value) => isText(value) || isInt64(value),
  },
  // Source: argo-workflows pkg/apis/workflow/v1alpha1/anystring.go, which reads lists and mappings as empty.
  scalar: {
    wanted: 'a string, a number, true or false',
    schema: { type: ['string', 'number', 'boolean'] },
    takes: (value) => isText(value) || isNumber(value) || typeof value === 'boolean',
  },
  quantity: {
    wanted: 'a quantity such as "100m" or "64Mi"',
    schema: { type: ['string', 'number'], pattern: QUANTITY },
    takes: (value) => isNumber(value) || (typeof value === 'string' && quantity.test(value)),
  },
  bytes: {
    wanted: 'base64',
    schema: { type: ['string'], pattern: BASE64 },
    takes: (value) => typeof value === 'string' && base64.test(value),
  },
};

/** Throws on a name that is no scalar: only a table that is broken has one. */
export function scalarOf(name: string): Scalar {
  const scalar = SCALARS[name];
  if (scalar === undefined) throw new Error(`"${name}" is no scalar of the tables`);
  return scalar;
}
