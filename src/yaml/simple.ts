import { bareObject, type JsonValue } from '../json.ts';
import { isWord, resolveScalar } from './scalar.ts';

/** One document of a text in simple YAML. */
export interface SimpleDocument {
  readonly value: JsonValue;
  readonly empty: boolean;
  /** The part of the text that says it, without the `---` before and after it; the end is not part of it. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads values, and no places, out of the plain form that nearly all manifests are written in: mappings and lists in
 * blocks and in brackets, scalars on one line, block texts, comments. Undefined as soon as anything else turns up:
 * mistakes of any kind, anchors, tags, tabs, scalars over several lines, keys that stand twice or are no plain words,
 * numbers and booleans that are not written as JSON writes them. The parser then reads the whole text.
 *
 * It is many times faster than parsing, and must never read another value than the parser would; it may always give
 * up. test/yaml/simple.test.ts holds the two against each other.
 */
export function readSimple(text: string): readonly SimpleDocument[] | undefined {
  if (text.includes('\r')) return undefined;
  try {
    return new SimpleReader(text).read();
  } catch (error) {
    if (error === GIVE_UP) return undefined;
    throw error;
  }
}

/** Thrown inside this file only. One object for all times: a stack that nobody reads would cost more than the rest. */
const GIVE_UP = new Error('not simple');

function giveUp(): never {
  throw GIVE_UP;
}

const LF = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;
const APOSTROPHE = 0x27;
const PLUS = 0x2b;
const COMMA = 0x2c;
const DASH = 0x2d;
const COLON = 0x3a;
const GREATER = 0x3e;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_MAP = 0x7b;
const PIPE = 0x7c;
const CLOSE_MAP = 0x7d;

/** What may be the sign of a character, as bits. */
const KEY = 1;
const KEY_START = 2;
const PLAIN_START = 4;
const FLOW_PLAIN = 8;
const SIGNS = new Uint8Array(128);
for (let code = 0x21; code < 0x7f; code++) {
  const sign = String.fromCharCode(code);
  if (/[A-Za-z0-9_./-]/.test(sign)) SIGNS[code] = (SIGNS[code] ?? 0) | KEY;
  if (/[A-Za-z_]/.test(sign)) SIGNS[code] = (SIGNS[code] ?? 0) | KEY_START;
  if (/[A-Za-z0-9_./+$(^=<~\\;]/.test(sign)) SIGNS[code] = (SIGNS[code] ?? 0) | PLAIN_START;
  if (/[^,[\]{}#:"'&*!|>%@`?\\]/.test(sign)) SIGNS[code] = (SIGNS[code] ?? 0) | FLOW_PLAIN;
}

function is(code: number, bit: number): boolean {
  return code < 128 && ((SIGNS[code] ?? 0) & bit) !== 0;
}

/** Far above what manifests need, and far below what would exhaust the stack or the parser's own limits. */
export const SIMPLE_DEPTH = 60;
/** A key and its colon must be within 1,024 characters. */
const KEY_LENGTH = 200;

class SimpleReader {
  readonly #text: string;
  readonly #end: number;
  #at = 0;
  /** Where the line begins that `#indent` speaks of. */
  #lineStart = 0;
  /** The column of the next content, -1 at the end of a document. Valid when `#at` stands on it. */
  #indent = -1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
    this.#end = text.length;
  }

  read(): readonly SimpleDocument[] {
    const documents: SimpleDocument[] = [];
    let start = 0;
    this.#toContent();
    // What stands above the first `---` is a document only if there is something.
    if (this.#indent >= 0) documents.push(this.#document(start));
    while (this.#at < this.#end) {
      this.#marker();
      start = this.#at;
      this.#toContent();
      documents.push(this.#document(start));
    }
    return documents;
  }

  #document(start: number): SimpleDocument {
    const empty = this.#indent < 0;
    if (!empty && this.#indent > 0) giveUp();
    const value = empty ? null : this.#blockMap(0);
    // Content that no mapping takes, such as a deeper line, is a mistake.
    if (this.#indent >= 0) giveUp();
    return { value, empty, start, end: this.#at };
  }

  /** Goes behind the line of a `---` that stands at `#at`. */
  #marker(): void {
    this.#at += 3;
    this.#restOfLine();
  }

  /** Nothing but blanks and a comment may stand up to the end of the line; `#at` goes behind it. */
  #restOfLine(): void {
    const text = this.#text;
    let at = this.#at;
    let code = text.charCodeAt(at);
    while (code === SPACE) code = text.charCodeAt(++at);
    if (code === HASH) {
      if (at === this.#at) giveUp();
      const end = text.indexOf('\n', at);
      at = end === -1 ? this.#end : end;
    } else if (code !== LF && at < this.#end) giveUp();
    this.#at = at < this.#end ? at + 1 : at;
  }

  /** From the start of a line to the next content, past blank lines and comments. */
  #toContent(): void {
    const text = this.#text;
    let start = this.#at;
    for (;;) {
      let at = start;
      let code = text.charCodeAt(at);
      while (code === SPACE) code = text.charCodeAt(++at);
      if (code === LF) {
        start = at + 1;
        continue;
      }
      if (code === HASH) {
        const end = text.indexOf('\n', at);
        start = end === -1 ? this.#end : end + 1;
        continue;
      }
      this.#lineStart = start;
      this.#at = at;
      this.#indent = at - start;
      if (at >= this.#end) this.#indent = -1;
      else if (at === start) this.#checkLineStart(code);
      return;
    }
  }

  /** At the start of a line, `---` ends the document; `...` and directives are not simple. */
  #checkLineStart(code: number): void {
    if (code === DASH && this.#text.startsWith('---', this.#at)) {
      const next = this.#text.charCodeAt(this.#at + 3);
      if (next !== SPACE && next !== LF && this.#at + 3 < this.#end) giveUp();
      this.#indent = -1;
    } else if (code === 0x25 || (code === 0x2e && this.#text.startsWith('...', this.#at))) giveUp();
  }

  /** The mapping whose keys stand in column `indent`; `#at` stands on the first one. */
  #blockMap(indent: number): JsonValue {
    this.#deeper();
    const value = bareObject();
    do {
      const key = this.#blockKey();
      if (key in value) giveUp();
      value[key] = this.#afterKey(indent);
    } while (this.#indent === indent && !this.#atDash());
    if (this.#indent > indent) giveUp();
    this.#depth--;
    return value;
  }

  /** The list whose dashes stand in column `indent`; `#at` stands on the first one. */
  #blockList(indent: number): JsonValue {
    this.#deeper();
    const value: JsonValue[] = [];
    do {
      this.#at++;
      value.push(this.#afterDash(indent));
    } while (this.#indent === indent && this.#atDash());
    if (this.#indent > indent) giveUp();
    this.#depth--;
    return value;
  }

  #deeper(): void {
    if (++this.#depth > SIMPLE_DEPTH) giveUp();
  }

  /** Does a dash stand here that begins an item? */
  #atDash(): boolean {
    if (this.#text.charCodeAt(this.#at) !== DASH) return false;
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === SPACE || next === LF;
  }

  /** Reads a key and its colon. */
  #blockKey(): string {
    const key = this.#keyHere() ?? giveUp();
    this.#at = key.end;
    return key.name;
  }

  /** The key that stands here with its colon, if there is one; its end is behind the colon. */
  #keyHere(): { readonly name: string; readonly end: number } | undefined {
    const text = this.#text;
    const start = this.#at;
    const first = text.charCodeAt(start);
    let at = start + 1;
    let name: string;
    if (first === QUOTE || first === APOSTROPHE) {
      const close = text.indexOf(first === QUOTE ? '"' : "'", at);
      if (close === -1) giveUp();
      name = text.slice(at, close);
      at = close + 1;
      if (text.charCodeAt(at) !== COLON) return undefined;
      if (name === '' || /[\\\n\t']/.test(name)) giveUp();
    } else {
      if (!is(first, KEY_START)) return undefined;
      let code = text.charCodeAt(at);
      while (is(code, KEY)) code = text.charCodeAt(++at);
      if (code !== COLON) return undefined;
      name = text.slice(start, at);
      if (isWord(name)) giveUp();
    }
    const next = text.charCodeAt(at + 1);
    if (next !== SPACE && next !== LF && at + 1 < this.#end) return undefined;
    if (at - start > KEY_LENGTH) giveUp();
    return { name, end: at + 1 };
  }

  /** What a key of a mapping in column `indent` holds; `#at` stands behind its colon. */
  #afterKey(indent: number): JsonValue {
    const code = this.#toValue();
    if (code !== LF) return this.#inline(code, indent);
    this.#restOfLine();
    this.#toContent();
    // The items of a list may stand as far left as the key.
    if (this.#indent === indent) return this.#atDash() ? this.#blockList(indent) : null;
    return this.#indent > indent ? this.#block() : null;
  }

  /** What an item of a list in column `indent` holds; `#at` stands behind its dash. */
  #afterDash(indent: number): JsonValue {
    const code = this.#toValue();
    if (code === LF) {
      this.#restOfLine();
      this.#toContent();
      return this.#indent > indent ? this.#block() : null;
    }
    const column = this.#at - this.#lineStart;
    if (this.#atDash()) return this.#blockList(this.#compact(column));
    return this.#keyHere() === undefined ? this.#inline(code, indent) : this.#blockMap(this.#compact(column));
  }

  /** A mapping or a list that begins on the line of a dash. */
  #compact(column: number): number {
    this.#indent = column;
    return column;
  }

  /** Past blanks, to what stands on this line; LF when nothing does. */
  #toValue(): number {
    const text = this.#text;
    const from = this.#at;
    let at = from;
    let code = text.charCodeAt(at);
    while (code === SPACE) code = text.charCodeAt(++at);
    // The rest of the line looks at the comment, and wants the blank before it.
    if (code === HASH || at >= this.#end) return LF;
    this.#at = at;
    return code;
  }

  /** A mapping, a list or a scalar on lines of its own; `#at` stands on it. */
  #block(): JsonValue {
    const indent = this.#indent;
    if (this.#atDash()) return this.#blockList(indent);
    return this.#keyHere() === undefined ? giveUp() : this.#blockMap(indent);
  }

  /** A value on the line of its key or dash, which stands in column `indent`; `code` is its first character. */
  #inline(code: number, indent: number): JsonValue {
    if (code === PIPE || code === GREATER) return this.#blockText(code === GREATER, indent);
    const value = this.#oneLine(code);
    this.#restOfLine();
    this.#toContent();
    // A deeper line would go on with the scalar.
    if (this.#indent > indent) giveUp();
    return value;
  }

  #oneLine(code: number): JsonValue {
    switch (code) {
      case QUOTE:
        return this.#doubleQuoted();
      case APOSTROPHE:
        return this.#singleQuoted();
      case OPEN_LIST:
        return this.#flowList();
      case OPEN_MAP:
        return this.#flowMap();
      default:
        return this.#plain(code);
    }
  }

  #plain(first: number): JsonValue {
    const text = this.#text;
    const start = this.#at;
    this.#checkPlainStart(first);
    let at = start + 1;
    let end = at;
    for (; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === LF) break;
      if (code === SPACE) continue;
      if (code === HASH && at > end) break;
      if (code === COLON) {
        const next = text.charCodeAt(at + 1);
        if (next === SPACE || next === LF || at + 1 >= this.#end) giveUp();
      } else if (code < SPACE) giveUp();
      end = at + 1;
    }
    this.#at = end;
    return this.#scalar(text.slice(start, end));
  }

  #checkPlainStart(first: number): void {
    // Every letter beyond ASCII may stand in front, and a dash before a letter or a figure.
    if (is(first, PLAIN_START) || first > 0xa0) return;
    if (first !== DASH || !is(this.#text.charCodeAt(this.#at + 1), PLAIN_START)) giveUp();
  }

  /** What a scalar without quotes means. */
  #scalar(text: string): JsonValue {
    const resolved = resolveScalar(text, true, undefined);
    if (!resolved.ok) giveUp();
    const { value } = resolved;
    // The parser keeps how the others are written, which rules ask for.
    return typeof value === 'string' || String(value) === text ? value : giveUp();
  }

  #singleQuoted(): string {
    const text = this.#text;
    const start = this.#at + 1;
    let close = text.indexOf("'", start);
    let doubled = false;
    while (close !== -1 && text.charCodeAt(close + 1) === APOSTROPHE) {
      doubled = true;
      close = text.indexOf("'", close + 2);
    }
    if (close === -1) giveUp();
    const content = this.#quotedLine(start, close);
    return doubled ? content.replaceAll("''", "'") : content;
  }

  #doubleQuoted(): string {
    const text = this.#text;
    const start = this.#at + 1;
    let at = start;
    let escaped = false;
    for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(++at)) {
      if (at >= this.#end || code === LF) giveUp();
      if (code !== BACKSLASH) continue;
      escaped = true;
      at++;
      if (!'"\\nrt'.includes(text.charAt(at) || ' ')) giveUp();
    }
    const content = this.#quotedLine(start, at);
    return escaped ? content.replace(/\\(.)/g, (_, sign: string) => ESCAPES[sign] ?? sign) : content;
  }

  /** The content of a quoted scalar that ends on its line. */
  #quotedLine(start: number, close: number): string {
    const content = this.#text.slice(start, close);
    if (content.includes('\n') || content.includes('\t')) giveUp();
    this.#at = close + 1;
    return content;
  }

  #flowList(): JsonValue {
    this.#deeper();
    const value: JsonValue[] = [];
    this.#at++;
    let code = this.#inFlow();
    while (code !== CLOSE_LIST) {
      value.push(this.#flowValue(code));
      code = this.#afterFlowItem(CLOSE_LIST);
    }
    this.#at++;
    this.#depth--;
    return value;
  }

  #flowMap(): JsonValue {
    this.#deeper();
    const value = bareObject();
    this.#at++;
    let code = this.#inFlow();
    while (code !== CLOSE_MAP) {
      const key = this.#keyHere() ?? giveUp();
      this.#at = key.end;
      if (key.name in value) giveUp();
      value[key.name] = this.#flowValue(this.#inFlow());
      code = this.#afterFlowItem(CLOSE_MAP);
    }
    this.#at++;
    this.#depth--;
    return value;
  }

  /** To the next item, past its comma, or to the end. */
  #afterFlowItem(close: number): number {
    const code = this.#inFlow();
    if (code === close) return code;
    if (code !== COMMA) giveUp();
    this.#at++;
    const next = this.#inFlow();
    return next === close ? giveUp() : next;
  }

  /** Past blanks and line breaks, to what stands there. */
  #inFlow(): number {
    const text = this.#text;
    let at = this.#at;
    let code = text.charCodeAt(at);
    while (code === SPACE || code === LF) code = text.charCodeAt(++at);
    // What begins a line could be the sign of a document's end; only brackets are closed there.
    const leftmost = at > this.#at && text.charCodeAt(at - 1) === LF;
    if (at >= this.#end || (leftmost && code !== CLOSE_LIST && code !== CLOSE_MAP)) giveUp();
    this.#at = at;
    return code;
  }

  #flowValue(code: number): JsonValue {
    switch (code) {
      case QUOTE:
        return this.#doubleQuoted();
      case APOSTROPHE:
        return this.#singleQuoted();
      case OPEN_LIST:
        return this.#flowList();
      case OPEN_MAP:
        return this.#flowMap();
      default:
        return this.#flowPlain(code);
    }
  }

  #flowPlain(first: number): JsonValue {
    const text = this.#text;
    const start = this.#at;
    this.#checkPlainStart(first);
    let at = start;
    let end = at;
    for (; at < this.#end; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE) continue;
      if (code === COMMA || code === CLOSE_LIST || code === CLOSE_MAP || code === LF) break;
      const joins = code === COLON && is(text.charCodeAt(at + 1), FLOW_PLAIN);
      if (!joins && !is(code, FLOW_PLAIN) && code < 0xa0) giveUp();
      end = at + 1;
    }
    this.#at = end;
    return this.#scalar(text.slice(start, end));
  }

  /** A block text below a key or dash in column `parent`; `#at` stands on its `|` or `>`. */
  #blockText(folded: boolean, parent: number): string {
    const text = this.#text;
    let at = this.#at + 1;
    let code = text.charCodeAt(at);
    const chomping = code === DASH || code === PLUS ? code : SPACE;
    if (chomping !== SPACE) at++;
    code = text.charCodeAt(at);
    while (code === SPACE) code = text.charCodeAt(++at);
    if (code !== LF) giveUp();
    const lines = this.#blockLines(at + 1, parent);
    let count = lines.length;
    while (count > 0 && lines[count - 1] === '') count--;
    if (count === 0) giveUp();
    const breaks = chomping === PLUS ? lines.length - count + 1 : chomping === DASH ? 0 : 1;
    const kept = count === lines.length ? lines : lines.slice(0, count);
    return (folded ? fold(kept) : kept.join('\n')) + '\n'.repeat(breaks);
  }

  /** The lines of a block text without their indentation; `#at` and `#indent` go to what follows it. */
  #blockLines(start: number, parent: number): string[] {
    const text = this.#text;
    const lines: string[] = [];
    let indent = -1;
    let widest = 0;
    let lineStart = start;
    while (lineStart < this.#end) {
      let at = lineStart;
      const most = indent === -1 ? this.#end : lineStart + indent;
      while (at < most && text.charCodeAt(at) === SPACE) at++;
      const column = at - lineStart;
      const code = text.charCodeAt(at);
      if (code === LF) {
        if (indent === -1) widest = Math.max(widest, column);
        lines.push('');
        lineStart = at + 1;
        continue;
      }
      if (indent === -1 && column > parent) {
        indent = column;
        if (widest > indent) giveUp();
      }
      if (column < indent || indent === -1) {
        // A line between the two columns is a mistake, or a comment that only looks like text.
        if (column > parent) giveUp();
        break;
      }
      const end = text.indexOf('\n', at);
      if (end === -1) giveUp();
      const line = text.slice(at, end);
      if (/^\s*$/.test(line)) giveUp();
      lines.push(line);
      lineStart = end + 1;
    }
    this.#at = lineStart;
    this.#toContent();
    // The end of a text without a last line break is one for the parser.
    if (this.#at >= this.#end && text.charCodeAt(this.#end - 1) !== LF) giveUp();
    return lines;
  }
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Line breaks become blanks, blank lines become line breaks. */
function fold(lines: readonly string[]): string {
  let folded = '';
  let breaks = 0;
  for (const [index, line] of lines.entries()) {
    if (line === '') {
      breaks++;
      continue;
    }
    // Lines that are indented further are not folded.
    if (line.startsWith(' ') || line.startsWith('\t')) giveUp();
    if (index > 0) folded += breaks === 0 ? ' ' : '\n'.repeat(breaks);
    folded += line;
    breaks = 0;
  }
  return folded;
}
