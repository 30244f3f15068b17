import type { Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';

/** A text in an object, and where it stands. */
export interface Text {
  readonly text: string;
  readonly path: Path;
}

/** All texts with variables, values only, in the order in which they are written. */
export function textsWithTags(value: JsonValue, path: Path): readonly Text[] {
  const found: Text[] = [];
  collect('{{', value, path, found);
  return found;
}

const KNOWN = new WeakMap<JsonObject, readonly Text[]>();

/** The same of a Workflow's spec, for which several rules ask. */
export function taggedTexts({ spec, specPath }: Workflow): readonly Text[] {
  let found = KNOWN.get(spec);
  if (found === undefined) {
    found = textsWithTags(spec, specPath);
    KNOWN.set(spec, found);
  }
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

/** The text with something in the place of each variable, from the inside out where one stands in another. */
export function withTagsAs(sample: string, text: string): string {
  let filled = text;
  for (let inner = ''; inner !== filled; ) {
    inner = filled;
    filled = inner.replace(/\{\{[^{}]*\}\}/g, () => sample);
  }
  // An expression may have braces of its own.
  return filled.replace(/\{\{[\s\S]*?\}\}/g, () => sample);
}
