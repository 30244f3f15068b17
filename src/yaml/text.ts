import type { Position, Range } from '../diagnostic.ts';

/** Finds lines and columns of offsets in a text. The lines are counted at the first question. */
export class LineIndex {
  readonly text: string;
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.text = text;
  }

  range(start: number, end: number): Range {
    return { start: this.position(start), end: this.position(Math.max(start, end)) };
  }

  position(offset: number): Position {
    const at = Math.min(Math.max(offset, 0), this.text.length);
    this.#starts ??= lineStarts(this.text);
    const starts = this.#starts;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1, offset: at };
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Text made of bytes, without a byte order mark, or undefined when they are no text in any encoding that YAML knows. */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** By byte order mark, as go-yaml does; everything else is UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}

/** The offset of the first character that no YAML text may hold, or -1. */
export function firstForbidden(text: string): number {
  // JSON forbids only the characters below U+0020, and kubectl reads what begins like JSON as JSON.
  const forbidden = looksLikeJson(text) ? C0 : NOT_PRINTABLE;
  return text.search(forbidden);
}

export function looksLikeJson(text: string): boolean {
  return /^[\s\uFEFF]*[{["]/.test(text);
}

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const C0 = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;
const NOT_PRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
