import type { JsonValue } from '../json.ts';

/** A string, which is left alone, or an integer of more digits than a double surely keeps. */
const LONG_INTEGER = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
/** How a long integer is carried through JSON.parse. No text from a cluster starts like that: NUL is not allowed. */
const CARRIED = '\u0000integer ';

/** JSON text as a value, with all digits of its integers. Throws a SyntaxError for anything else. */
export function parseExactJson(text: string): JsonValue {
  if (!/\d{16}/.test(text)) return JSON.parse(text);
  const carried = text.replace(LONG_INTEGER, (found) =>
    found.startsWith('"') ? found : `"\\u0000integer ${found}"`,
  );
  return JSON.parse(carried, (_, value: unknown) => {
    if (typeof value !== 'string' || !value.startsWith(CARRIED)) return value;
    const integer = BigInt(value.slice(CARRIED.length));
    return Number.isSafeInteger(Number(integer)) ? Number(integer) : integer;
  });
}
