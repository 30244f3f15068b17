/**
 * Go's net/url, as far as HTTP sources show it: escapes and query strings.
 * Source: go1.26 src/net/url/url.go (unescape, parseQuery).
 */

import { quote } from '../strconv.ts';

export type Unescaped =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly error: string };

const DECODER = new TextDecoder();

/** `query` also turns `+` into a space. A percent sign without two hex digits is an error. */
export function percentDecoded(text: string, part: 'path' | 'query'): Unescaped {
  if (!/[%+]/.test(text)) return { ok: true, text };
  const bad = /%(?![\da-fA-F]{2})/.exec(text);
  if (bad !== null) {
    const shown = text.slice(bad.index, bad.index + 3);
    return { ok: false, error: `invalid URL escape ${quote(shown)}` };
  }
  const spaced = part === 'query' ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return { ok: true, text: spaced };
  const bytes: number[] = [];
  for (const [piece, hex] of spaced.matchAll(/%([\da-fA-F]{2})|[^%]+/g)) {
    if (hex === undefined) bytes.push(...Buffer.from(piece));
    else bytes.push(Number.parseInt(hex, 16));
  }
  return { ok: true, text: DECODER.decode(Uint8Array.from(bytes)) };
}

/** The values in the order of the text, and the first error; a faulty pair is left out and the rest still counts. */
export interface Query {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly error: string | undefined;
}

export function parseQuery(text: string): Query {
  const values = new Map<string, string[]>();
  let error: string | undefined;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    if (pair.includes(';')) {
      error ??= 'invalid semicolon separator in query';
      continue;
    }
    const cut = pair.indexOf('=');
    const key = percentDecoded(cut < 0 ? pair : pair.slice(0, cut), 'query');
    const value = percentDecoded(cut < 0 ? '' : pair.slice(cut + 1), 'query');
    if (!key.ok || !value.ok) {
      error ??= key.ok ? (value.ok ? undefined : value.error) : key.error;
      continue;
    }
    const list = values.get(key.text);
    if (list === undefined) values.set(key.text, [value.text]);
    else list.push(value.text);
  }
  return { values, error };
}
