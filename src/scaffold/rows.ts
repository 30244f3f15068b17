import { isArray, isObject, type JsonValue } from '../json.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type Substitute, type Substitutes, substituteText } from './substitute.ts';

/** Markers that stand in list items of a template, and what takes their places in each item; at least one row. */
export interface Rows {
  readonly markers: readonly string[];
  readonly rows: readonly Substitutes[];
}

/** A template's text in which every marker stands once for each value, and the values of all of them. */
export interface Repeated {
  readonly text: string;
  readonly substitutes: Substitutes;
}

interface Range {
  readonly start: number;
  readonly end: number;
  /** What stands between two copies. */
  readonly separator: string;
  readonly first: string;
  readonly copy: string;
}

/**
 * The YAML text with each list item that holds one of the markers there once for each row; comments stay with the
 * first. Markers outside of lists get the values of the first row.
 */
export function repeatRows(text: string, file: string, { markers, rows }: Rows): Repeated {
  const renamed = (row: number): Substitutes =>
    new Map(markers.map((marker) => [marker, { value: `${marker}-row-${row}`, type: 'string' }]));
  const substitutes = new Map<string, Substitute>();
  rows.forEach((row, number) => {
    for (const marker of markers) {
      const substitute = row.get(marker);
      if (substitute !== undefined) substitutes.set(`${marker}-row-${number}`, substitute);
    }
  });
  const { documents } = parseYaml(text, file);
  const ranges = documents
    .flatMap((document) =>
      itemsWith(document.value, markers, []).map((path): Range => {
        const { start, end } = document.rangeOf(path);
        return rangeOf(text, start.offset, end.offset);
      }),
    )
    .sort((a, b) => a.start - b.start);
  let result = '';
  let offset = 0;
  for (const { start, end, separator, first, copy } of ranges) {
    result += substituteText(text.slice(offset, start), renamed(0));
    result += rows.map((_, row) => substituteText(row === 0 ? first : copy, renamed(row))).join(separator);
    offset = end;
  }
  result += substituteText(text.slice(offset), renamed(0));
  return { text: result, substitutes };
}

/** A block item with its dash and its whole lines, or an item in brackets. */
function rangeOf(text: string, start: number, end: number): Range {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (!/^ *- +$/.test(text.slice(lineStart, start))) {
    const item = text.slice(start, end);
    return { start, end, separator: ', ', first: item, copy: item };
  }
  const found = text.indexOf('\n', end - 1);
  const lineEnd = found < 0 ? text.length : found + 1;
  const first = text.slice(lineStart, lineEnd);
  const copy = first.replace(/^ *#.*\n/gm, '');
  return { start: lineStart, end: lineEnd, separator: '', first, copy };
}

/** The innermost list items that hold a marker. */
function itemsWith(
  value: JsonValue,
  markers: readonly string[],
  path: readonly (string | number)[],
): readonly (readonly (string | number)[])[] {
  if (isArray(value)) {
    return value.flatMap((item, index) => {
      const own = [...path, index];
      const inner = itemsWith(item, markers, own);
      return inner.length > 0 ? inner : holds(item, markers) ? [own] : [];
    });
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => itemsWith(member, markers, [...path, key]));
}

function holds(value: JsonValue, markers: readonly string[]): boolean {
  if (typeof value === 'string') return markers.some((marker) => value.includes(marker));
  if (isArray(value)) return value.some((item) => holds(item, markers));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, member]) => holds(key, markers) || holds(member, markers));
}
