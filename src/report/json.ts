import { isArray, isObject, type JsonValue } from '../json.ts';

/**
 * Plain data as indented JSON text with a newline at its end. Integers beyond a double's keep all their digits;
 * members that are undefined are left out. Control characters that a terminal could obey are escaped.
 */
export function renderJson(data: object): string {
  // The reports' data are trees of plain values; their interfaces lack the index signature of JsonObject.
  return `${write(data as unknown as JsonValue, '')}\n`;
}

/** The same on one line, as in a stream of documents. */
export function renderJsonLine(data: object): string {
  return `${write(data as unknown as JsonValue, undefined)}\n`;
}

function write(value: JsonValue, indent: string | undefined): string {
  if (isArray(value))
    return bracket(
      '[',
      value.map((item) => (below: string | undefined) => write(item, below)),
      ']',
      indent,
    );
  if (isObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return bracket(
      '{',
      members.map(
        ([key, member]) =>
          (below: string | undefined) =>
            `${text(key)}:${below === undefined ? '' : ' '}${write(member, below)}`,
      ),
      '}',
      indent,
    );
  }
  return typeof value === 'string'
    ? text(value)
    : typeof value === 'bigint'
      ? String(value)
      : JSON.stringify(value);
}

function bracket(
  open: string,
  items: readonly ((indent: string | undefined) => string)[],
  close: string,
  indent: string | undefined,
): string {
  if (items.length === 0) return open + close;
  if (indent === undefined) return `${open}${items.map((item) => item(undefined)).join(',')}${close}`;
  const below = `${indent}  `;
  return `${open}\n${items.map((item) => below + item(below)).join(',\n')}\n${indent}${close}`;
}

function text(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
