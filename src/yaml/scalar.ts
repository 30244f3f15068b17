/**
 * What a scalar means to the Argo controllers. kubectl and the controllers read YAML with sigs.k8s.io/yaml, which
 * types scalars with go-yaml v2 and then turns them into JSON: YAML 1.1 booleans and octals, but no sexagesimal
 * numbers, and timestamps stay text.
 * Source: go.yaml.in/yaml/v2 resolve.go (resolve), decode.go (scalar); sigs.k8s.io/yaml yaml.go.
 */

/** A value, or why there is none. */
export type Resolved =
  | { readonly ok: true; readonly value: null | boolean | number | bigint | string }
  | { readonly ok: false; readonly reason: string };

const PREFIX = 'tag:yaml.org,2002:';
const RESOLVABLE = new Set(['bool', 'int', 'float', 'null', 'timestamp']);

const WORDS: ReadonlyMap<string, null | boolean> = new Map<string, null | boolean>([
  ...['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((w) => [w, true] as const),
  ...['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map(
    (w) => [w, false] as const,
  ),
  ...['', '~', 'null', 'Null', 'NULL'].map((w) => [w, null] as const),
]);

const NOT_FINITE = /^(?:\.(?:nan|NaN|NAN)|[-+]?\.(?:inf|Inf|INF))$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const INTEGER = /^([-+]?)(?:(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+)|0([0-7]+)|(0|[1-9][0-9]*))$/;
const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT64 = 2n ** 64n - 1n;

/** `plain` is false for quoted and block scalars; `tag` is the full name of an explicit tag. */
export function resolveScalar(text: string, plain: boolean, tag: string | undefined): Resolved {
  if (tag === undefined) return { ok: true, value: plain ? resolvePlain(text) : text };
  const name = tag.startsWith(PREFIX) ? tag.slice(PREFIX.length) : '';
  if (name === 'binary') return decodeBinary(text);
  // Tags that go-yaml does not know, and !!str, leave the text alone.
  if (!RESOLVABLE.has(name)) return { ok: true, value: text };
  const value = resolvePlain(text);
  if (name === 'timestamp') {
    return isTimestamp(text) ? { ok: true, value: text } : { ok: false, reason: mismatch(text, name) };
  }
  return fits(value, text, name) ? { ok: true, value } : { ok: false, reason: mismatch(text, name) };
}

/** Does a scalar without quotes mean true, false or null? */
export function isWord(text: string): boolean {
  return WORDS.has(text);
}

function fits(value: unknown, text: string, tag: string): boolean {
  switch (tag) {
    case 'null':
      return value === null;
    case 'bool':
      return typeof value === 'boolean';
    case 'int':
      return typeof value === 'bigint' || (typeof value === 'number' && integer(digits(text)) !== undefined);
    default:
      return typeof value === 'number' || typeof value === 'bigint';
  }
}

function mismatch(text: string, tag: string): string {
  return `"${text}" cannot be read as the !!${tag} that its tag asks for`;
}

function resolvePlain(text: string): null | boolean | number | bigint | string {
  const word = WORDS.get(text);
  if (word !== undefined) return word;
  const first = text.charCodeAt(0);
  const isSign = first === 0x2b || first === 0x2d;
  const isDigit = first >= 0x30 && first <= 0x39;
  if (!isSign && !isDigit && first !== 0x2e) return text;
  if (NOT_FINITE.test(text)) return text.endsWith('n') || text.endsWith('N') ? Number.NaN : infinity(text);
  // A leading point allows no underscores; a leading digit or sign does.
  const plain = first === 0x2e ? text : digits(text);
  const whole = integer(plain);
  if (whole !== undefined) return whole;
  if (!FLOAT.test(plain)) return text;
  const value = Number(plain);
  // strconv.ParseFloat refuses what overflows, and the text stays text.
  return Number.isFinite(value) ? value : text;
}

function digits(text: string): string {
  return text.includes('_') ? text.replaceAll('_', '') : text;
}

function infinity(text: string): number {
  return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/** strconv.ParseInt and ParseUint with base 0: int64, then uint64, else undefined. */
function integer(text: string): number | bigint | undefined {
  const match = INTEGER.exec(text);
  if (match === null) return undefined;
  const [, sign, prefixed, octal, decimal] = match;
  if (decimal !== undefined && decimal.length < 16) {
    const value = Number(decimal);
    return sign === '-' && value !== 0 ? -value : value;
  }
  const size = BigInt(prefixed ?? (octal === undefined ? (decimal ?? '0') : `0o${octal}`));
  const value = sign === '-' ? -size : size;
  if (value < MIN_INT64 || value > (sign === '' ? MAX_UINT64 : MAX_INT64)) return undefined;
  const double = Number(value);
  return Number.isSafeInteger(double) ? double : value;
}

/** The forms that go-yaml takes for a time; only an explicit !!timestamp needs to know. */
function isTimestamp(text: string): boolean {
  const match =
    /^\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| (\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.\d+)?)?$/.exec(
      text,
    );
  if (match === null) return false;
  const [month, day, hour, minute, second] = [
    match[1],
    match[2],
    match[3] ?? match[6],
    match[4] ?? match[7],
    match[5] ?? match[8],
  ].map((part) => Number(part ?? 0)) as [number, number, number, number, number]; // five in, five out
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
}

/** encoding/base64 (StdEncoding ignores line breaks), then JSON's replacement of bytes that are not UTF-8. */
function decodeBinary(text: string): Resolved {
  const packed = text.replace(/[\r\n]/g, '');
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) {
    return { ok: false, reason: `the !!binary value is not valid base64` };
  }
  return { ok: true, value: Buffer.from(packed, 'base64').toString('utf8') };
}

/** The JSON key that a scalar key becomes, or why sigs.k8s.io/yaml refuses it. */
export function resolveKey(
  text: string,
  plain: boolean,
  tag: string | undefined,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly reason: string } {
  const resolved = resolveScalar(text, plain, tag);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  if (typeof value === 'string') return { ok: true, value };
  if (typeof value === 'boolean') return { ok: true, value: String(value) };
  if (value === null) return { ok: false, reason: 'the key is empty or null, and JSON keys are texts' };
  const isInteger = tag !== `${PREFIX}float` && integer(digits(text)) !== undefined;
  if (!isInteger) return { ok: true, value: floatKey(Number(value)) };
  if (BigInt(value) <= MAX_INT64) return { ok: true, value: String(BigInt(value)) };
  return { ok: false, reason: `the key ${text} is too large for a number: put it in quotes` };
}

/** strconv.FormatFloat(value, 'g', -1, 32), with go-yaml's words for what is not a number. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return single > 0 ? '.inf' : '-.inf';
  if (single === 0) return Object.is(value, -0) ? '-0' : '0';
  let shortest = '';
  for (let precision = 1; precision <= 9; precision++) {
    shortest = single.toExponential(precision - 1);
    if (Math.fround(Number(shortest)) === single) break;
  }
  const [mantissa = '', exponentText = '0'] = shortest.split('e');
  const exponent = Number(exponentText);
  // Shortest 'g' decides as if six digits were asked for.
  if (exponent >= -4 && exponent < 6) return plainNotation(mantissa, exponent);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function plainNotation(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const figures = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${figures}`;
  const whole = figures.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = figures.slice(exponent + 1);
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
