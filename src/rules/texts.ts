import type { Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';

/** A text in an object, and where it stands. */
export interface Text {
  readonly text: string;
  readonly path: Path;
}

/** All texts that hold a piece, values only, in the order in which they are written. */
export function textsWith(piece: string, value: JsonValue, path: Path): readonly Text[] {
  const found: Text[] = [];
  collect(piece, value, path, found);
  return found;
}

function collect(piece: string, value: JsonValue, path: Path, found: Text[]): void {
  if (typeof value === 'string') {
    const text: string = value;
    if (text.includes(piece)) found.push({ text, path });
  } else if (isArray(value)) {
    for (const [index, item] of value.entries()) collect(piece, item, [...path, index], found);
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) collect(piece, member, [...path, key], found);
  }
}
