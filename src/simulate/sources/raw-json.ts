import type { Answer, Engine } from '../../engine/engine.ts';
import { encodeGo } from '../../json.ts';
import { isJson } from '../event-json.ts';

/**
 * Texts longer than this go to the engine: only a long text can be nested deeper than Go's decoder allows
 * (10,000 levels, go1.26 src/encoding/json/scanner.go), and there a compaction in JavaScript is no faster.
 */
const SHORT = 8_192;

/**
 * The text as a json.RawMessage comes out of json.Marshal: white space gone, HTML characters escaped, everything
 * else (order, repeated keys, digits) untouched. For invalid JSON the answer has Go's own words.
 * Source: go1.26 src/encoding/json/encode.go (marshalerEncoder), indent.go (appendCompact).
 */
export function compacted(engine: Engine, text: string): Answer<string> {
  if (text.length <= SHORT && isJson(text)) return { ok: true, value: compactValid(text) };
  const [answer] = engine.ask([{ op: 'compactJson', json: text }]);
  return answer;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

function compactValid(text: string): string {
  let result = text;
  if (/\s/.test(result)) result = result.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
  if (/[<>&\u2028\u2029]/.test(result)) {
    result = result.replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? character);
  }
  return result;
}

/** A JSON object of members whose values are JSON text already, in the given order. */
export function rawObject(members: Iterable<readonly [key: string, raw: string]>): string {
  let text = '';
  for (const [key, raw] of members) text += `${text === '' ? '' : ','}${encodeGo(key)}:${raw}`;
  return `{${text}}`;
}

/** The object's text with one more member at its end. */
export function withMember(object: string, key: string, raw: string): string {
  const open = object.slice(0, -1);
  return `${open}${open.endsWith('{') ? '' : ','}${encodeGo(key)}:${raw}}`;
}
