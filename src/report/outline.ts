import { isArray, isObject, type JsonValue } from '../json.ts';
import { oneLine, printable } from './text-width.ts';

/** Deeper than this, only the number of what is inside is told. */
const DEPTH = 2;

/**
 * The shape of a value in at most `most` lines: its keys with their values, what is deep inside only counted; texts are
 * not cut.
 */
export function outlineLines(value: JsonValue, most: number): readonly string[] {
  for (let depth = DEPTH + 1; depth > 0; depth--) {
    const lines = linesOf(value, '', depth);
    if (lines.length <= most) return lines;
  }
  const lines = linesOf(value, '', 1);
  return [...lines.slice(0, most - 1), `and ${lines.length - most + 1} more`];
}

function linesOf(value: JsonValue, indent: string, depth: number): readonly string[] {
  const members: readonly (readonly [string, JsonValue])[] = isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : isObject(value)
      ? Object.entries(value)
      : [];
  return members.flatMap(([key, member]) => {
    const inside = isArray(member)
      ? member.length
      : isObject(member)
        ? Object.keys(member).length
        : undefined;
    if (inside === undefined) return [`${indent}${printable(key)}: ${scalar(member)}`];
    const word = isArray(member) ? (inside === 1 ? 'item' : 'items') : inside === 1 ? 'key' : 'keys';
    if (depth <= 1 || inside === 0) return [`${indent}${printable(key)}: (${inside} ${word})`];
    return [`${indent}${printable(key)}:`, ...linesOf(member, `${indent}  `, depth - 1)];
  });
}

function scalar(value: JsonValue): string {
  return typeof value === 'string' ? oneLine(value) : String(value);
}
