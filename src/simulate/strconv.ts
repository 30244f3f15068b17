/**
 * Go's strconv, as far as filters show it: which texts are booleans and numbers, and how a text is quoted.
 * Source: go1.26 src/internal/strconv (atob.go, atof.go), src/strconv/quote.go.
 */

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: string };

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['1', 't', 'T', 'true', 'TRUE', 'True'].map((text) => [text, true] as const),
  ...['0', 'f', 'F', 'false', 'FALSE', 'False'].map((text) => [text, false] as const),
]);

export function parseBool(text: string): Parsed<boolean> {
  const value = BOOLEANS.get(text);
  return value === undefined ? failed('ParseBool', text, 'invalid syntax') : { ok: true, value };
}

const SPECIAL = /^(?:([+-]?)inf(?:inity)?|nan)$/i;
const DECIMAL = /^[+-]?(?:[\d_]+\.?[\d_]*|\.[\d_]*)(?:e[+-]?\d[\d_]*)?$/i;
const HEXADECIMAL = /^([+-]?)0x([\da-f_]*)\.?([\da-f_]*)p([+-]?\d[\d_]*)$/i;

export function parseFloat64(text: string): Parsed<number> {
  const special = SPECIAL.exec(text);
  if (special !== null) {
    const value = special[1] === undefined ? Number.NaN : special[1] === '-' ? -Infinity : Infinity;
    return { ok: true, value };
  }
  if (!underscoresAllowed(text)) return failed('ParseFloat', text, 'invalid syntax');
  const hexadecimal = HEXADECIMAL.exec(text);
  let value: number;
  if (hexadecimal !== null) value = hexadecimalValue(hexadecimal);
  else if (DECIMAL.test(text) && /\d/.test(text.split(/e/i, 1)[0] ?? '')) value = Number(bare(text));
  else value = Number.NaN;
  if (Number.isNaN(value)) return failed('ParseFloat', text, 'invalid syntax');
  if (!Number.isFinite(value)) return failed('ParseFloat', text, 'value out of range');
  return { ok: true, value };
}

/** An underscore stands between digits, or between a base prefix and a digit (underscoreOK). */
function underscoresAllowed(text: string): boolean {
  if (!text.includes('_')) return true;
  const prefixed = /^[+-]?0[box]/i.test(text);
  const digit = /^[+-]?0x/i.test(text) ? '[\\da-f]' : '\\d';
  const marked = prefixed ? text.replace(/0[box]/i, '0') : text;
  return !new RegExp(`(?<!${digit})_|_(?!${digit})`, 'i').test(marked);
}

function bare(text: string): string {
  return text.replaceAll('_', '');
}

/** Mantissa times a power of two, rounded once, to even; NaN when there are no digits. */
function hexadecimalValue([, sign, whole = '', fraction = '', power = '']: RegExpExecArray): number {
  const digits = bare(whole + fraction);
  if (digits === '') return Number.NaN;
  let mantissa = BigInt(`0x${digits}`);
  if (mantissa === 0n) return sign === '-' ? -0 : 0;
  let exponent = Math.max(-20_000, Math.min(20_000, Number(bare(power)))) - 4 * bare(fraction).length;
  // 53 bits of a normal number, or fewer when the last bit would be smaller than the smallest double's.
  const bits = mantissa.toString(2).length;
  const drop = Math.max(bits - 53, -1074 - exponent);
  if (drop > 0) {
    const kept = mantissa >> BigInt(drop);
    const rest = mantissa - (kept << BigInt(drop));
    const half = 1n << BigInt(drop - 1);
    mantissa = rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept;
    exponent += drop;
  }
  if (exponent > 1023) return sign === '-' ? -Infinity : Infinity;
  const value =
    exponent < -1022 ? Number(mantissa) * 2 ** -52 * 2 ** (exponent + 52) : Number(mantissa) * 2 ** exponent;
  return sign === '-' ? -value : value;
}

function failed(name: string, text: string, reason: string): { ok: false; error: string } {
  return { ok: false, error: `strconv.${name}: parsing ${quote(text)}: ${reason}` };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
]);

/**
 * strconv.Quote: letters, marks, numbers, punctuation, symbols and the plain space stay as they are.
 * Characters that are newer than the Unicode version of Go's tables (15.0) may be escaped there and not here.
 */
export function quote(text: string): string {
  const body = text.toWellFormed().replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (character) => {
    const short = ESCAPES.get(character);
    if (short !== undefined) return short;
    const code = character.codePointAt(0) ?? 0;
    const hex = code.toString(16);
    if (code < 0x20 || code === 0x7f) return `\\x${hex.padStart(2, '0')}`;
    return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
  });
  return `"${body}"`;
}
