import type { Edit, Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { YamlDocument } from './document.ts';
import { parseYaml } from './parse.ts';
import { looksLikeJson } from './text.ts';

/** A piece of text that another one takes the place of; offsets count from 0. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text with the edits made in one of its documents; everything else, comments and order too, stays as it was.
 * Undefined when an edit cannot be made so that the document then reads as it should: nothing is edited halfway.
 */
export function editYaml(text: string, document: number, edits: readonly Edit[]): string | undefined {
  const found = documentOf(text, document);
  if (found === undefined) return undefined;
  let edited = text;
  let value = found.value;
  for (const edit of edits) {
    const current = documentOf(edited, document);
    const expected = editValue(value, edit);
    const changes = current && changesFor(edit, current, edited, value);
    if (expected === undefined || changes === undefined) return undefined;
    edited = applyChanges(edited, changes);
    const after = documentOf(edited, document);
    if (after === undefined || !equal(after.value, expected)) return undefined;
    value = expected;
  }
  return edited;
}

function documentOf(text: string, index: number): YamlDocument | undefined {
  const { documents, diagnostics } = parseYaml(text, '');
  const found = documents.find((one) => one.index === index);
  const broken = diagnostics.some(({ severity, at }) => {
    const whole = found?.rangeOf([]);
    const offset = at.range?.start.offset ?? 0;
    return severity === 'error' && whole && offset >= whole.start.offset && offset <= whole.end.offset;
  });
  return broken ? undefined : found;
}

function applyChanges(text: string, changes: readonly Change[]): string {
  let edited = text;
  for (const { start, end, text: inserted } of [...changes].sort((a, b) => b.start - a.start)) {
    edited = edited.slice(0, start) + inserted + edited.slice(end);
  }
  return edited;
}

function changesFor(
  edit: Edit,
  document: YamlDocument,
  text: string,
  value: JsonValue,
): readonly Change[] | undefined {
  switch (edit.kind) {
    case 'rename':
      return exists(value, edit.path)
        ? [replaceAt(document, edit.path, 'key', new Hand(text).scalar(edit.key))]
        : undefined;
    case 'set':
      return setAt(document, text, value, edit.path, edit.value);
    case 'remove':
      return removeAt(document, text, value, edit.path);
    case 'move': {
      const moved = valueAt(value, edit.path);
      const removed = removeAt(document, text, value, edit.path);
      if (moved === undefined || removed === undefined) return undefined;
      const added = setAt(document, text, value, edit.to, moved);
      return added && [...removed, ...added];
    }
  }
}

function replaceAt(document: YamlDocument, path: Path, what: 'key' | 'value', text: string): Change {
  const { start, end } = document.rangeOf(path, what);
  return { start: start.offset, end: end.offset, text };
}

function setAt(
  document: YamlDocument,
  text: string,
  root: JsonValue,
  path: Path,
  value: JsonValue,
): readonly Change[] | undefined {
  const old = valueAt(root, path);
  if (old !== undefined && (old === null || typeof old !== 'object')) {
    const { start, end } = document.rangeOf(path);
    // A block scalar has no place for a plain replacement.
    if (/^[|>]/.test(text.slice(start.offset, end.offset))) return undefined;
    // `key:` has no text of its own; the value goes behind the colon.
    if (start.offset === end.offset) {
      const last = path.at(-1);
      const key = typeof last === 'string' ? document.rangeOf(path, 'key').end.offset : start.offset;
      const colon = /^["']?\s*:/.exec(text.slice(key));
      if (colon === null) return undefined;
      const at = key + colon[0].length;
      return [{ start: at, end: at, text: ` ${new Hand(text).flow(value)}` }];
    }
    return [{ start: start.offset, end: end.offset, text: new Hand(text).flow(value) }];
  }
  if (old !== undefined) return [replaceAt(document, path, 'value', new Hand(text).flow(value))];
  return insertAt(document, text, root, path, value);
}

/** A new member goes before the first one of the nearest parent, which keeps what follows the others in place. */
function insertAt(
  document: YamlDocument,
  text: string,
  root: JsonValue,
  path: Path,
  value: JsonValue,
): readonly Change[] | undefined {
  const list = valueAt(root, path.slice(0, -1));
  if (isArray(list))
    return path.at(-1) === list.length ? appendTo(document, text, list, path, value) : undefined;
  let depth = path.length - 1;
  while (depth > 0 && valueAt(root, path.slice(0, depth)) === undefined) depth--;
  const parentPath = path.slice(0, depth);
  const parent = valueAt(root, parentPath);
  const key = path[depth];
  if (!isObject(parent) || typeof key !== 'string') return undefined;
  const rest = path.slice(depth + 1);
  if (rest.some((part) => typeof part === 'number')) return undefined;
  const nested = [...rest].reverse().reduce<JsonValue>((inner, part) => ({ [part]: inner }), value);
  const member = new Hand(text).member(key, nested);
  const { start } = document.rangeOf(parentPath);
  const [first] = Object.keys(parent);
  if (text[start.offset] === '{') {
    if (first !== undefined) {
      const { offset, column } = document.rangeOf([...parentPath, first], 'key').start;
      const ownLine = text.slice(start.offset + 1, offset).includes('\n');
      if (ownLine) return [{ start: offset, end: offset, text: `${member},\n${' '.repeat(column - 1)}` }];
    }
    const comma = first === undefined ? '' : ', ';
    return [{ start: start.offset + 1, end: start.offset + 1, text: `${member}${comma}` }];
  }
  if (first === undefined) return undefined;
  const at = document.rangeOf([...parentPath, first], 'key').start;
  return [{ start: at.offset, end: at.offset, text: `${member}\n${' '.repeat(at.column - 1)}` }];
}

/** A new item goes behind the last one, and looks like it: in brackets, or on lines of its own. */
function appendTo(
  document: YamlDocument,
  text: string,
  list: readonly JsonValue[],
  path: Path,
  value: JsonValue,
): readonly Change[] | undefined {
  const parent = path.slice(0, -1);
  const whole = document.rangeOf(parent);
  if (text[whole.start.offset] === '[') {
    if (list.length === 0) {
      return [{ start: whole.start.offset, end: whole.end.offset, text: `[${new Hand(text).flow(value)}]` }];
    }
    const { end } = document.rangeOf([...parent, list.length - 1]);
    return [{ start: end.offset, end: end.offset, text: `, ${new Hand(text).flow(value)}` }];
  }
  if (list.length === 0) return undefined;
  const { start, end } = document.rangeOf([...parent, list.length - 1]);
  const before = text.slice(text.lastIndexOf('\n', start.offset - 1) + 1, start.offset);
  const dash = /^( *)-( +)$/.exec(before);
  if (dash === null) return undefined;
  const at = endOfLine(text, end.offset);
  const item = itemText(value, before.length, new Hand(text));
  const line = `${dash[1]}-${dash[2]}${item}`;
  return [{ start: at, end: at, text: text[at - 1] === '\n' ? `${line}\n` : `\n${line}` }];
}

/** A mapping gets a line for each member. */
function itemText(value: JsonValue, indent: number, hand: Hand): string {
  if (!isObject(value) || Object.keys(value).length === 0) return hand.flow(value);
  return Object.entries(value)
    .map(([key, member]) => hand.member(key, member))
    .join(`\n${' '.repeat(indent)}`);
}

function removeAt(
  document: YamlDocument,
  text: string,
  root: JsonValue,
  path: Path,
): readonly Change[] | undefined {
  const parent = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (last === undefined || !exists(root, path)) return undefined;
  // The last member of a block mapping leaves nothing that could stand for an empty one.
  const { start: parentStart } = document.rangeOf(path.slice(0, -1));
  if (text[parentStart.offset] === '{' || text[parentStart.offset] === '[') {
    return removeFromFlow(document, text, path);
  }
  if (isArray(parent)) return parent.length < 2 ? undefined : removeItem(document, text, path);
  if (!isObject(parent) || typeof last !== 'string' || Object.keys(parent).length < 2) return undefined;
  const key = document.rangeOf(path, 'key').start;
  const { end } = document.rangeOf(path);
  const lineStart = text.lastIndexOf('\n', key.offset - 1) + 1;
  const lineEnd = endOfLine(text, end.offset);
  const before = text.slice(lineStart, key.offset);
  if (/^ *$/.test(before)) return [{ start: lineStart, end: lineEnd, text: '' }];
  // `- key: value`: the next member comes up to where this one stood.
  const next = text.slice(lineEnd).match(/^( *)\S/);
  if (next === null || next[1]?.length !== key.column - 1) return undefined;
  return [{ start: key.offset, end: lineEnd + (next[1]?.length ?? 0), text: '' }];
}

/** An item of a block list goes with its lines. */
function removeItem(document: YamlDocument, text: string, path: Path): readonly Change[] | undefined {
  const { start, end } = document.rangeOf(path);
  const lineStart = text.lastIndexOf('\n', start.offset - 1) + 1;
  if (!/^ *- *$/.test(text.slice(lineStart, start.offset))) return undefined;
  return [{ start: lineStart, end: endOfLine(text, end.offset), text: '' }];
}

function removeFromFlow(document: YamlDocument, text: string, path: Path): readonly Change[] | undefined {
  const last = path.at(-1);
  const { start } = document.rangeOf(path, typeof last === 'string' ? 'key' : 'value');
  const { end } = document.rangeOf(path);
  const after = /^\s*,\s*/.exec(text.slice(end.offset));
  if (after !== null) return [{ start: start.offset, end: end.offset + after[0].length, text: '' }];
  const before = /,?\s*$/.exec(text.slice(0, start.offset));
  return [{ start: start.offset - (before?.[0].length ?? 0), end: end.offset, text: '' }];
}

/** The offset after the line's end; a value that ends with its line's end (a block scalar) ends there. */
function endOfLine(text: string, offset: number): number {
  if (text[offset - 1] === '\n') return offset;
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Text that reads as plain text in YAML 1.1 and 1.2, without quotes. */
const PLAIN = /^[A-Za-z_/][\w./-]*$/;
/** Plain words that YAML 1.1 reads as something else. */
const WORDS = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

/** How values are written into a text. What begins like JSON is read as JSON, where every key and text has quotes. */
class Hand {
  readonly #quotes: boolean;

  constructor(text: string) {
    this.#quotes = looksLikeJson(text);
  }

  scalar(value: JsonValue): string {
    if (typeof value !== 'string') return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
    return !this.#quotes && PLAIN.test(value) && !WORDS.test(value) ? value : JSON.stringify(value);
  }

  member(key: string, value: JsonValue): string {
    return `${this.scalar(key)}: ${this.flow(value)}`;
  }

  flow(value: JsonValue): string {
    if (isArray(value)) return `[${value.map((item) => this.flow(item)).join(', ')}]`;
    if (!isObject(value)) return this.scalar(value);
    const members = Object.entries(value).map(([key, member]) => this.member(key, member));
    return `{${members.join(', ')}}`;
  }
}

function exists(root: JsonValue, path: Path): boolean {
  return valueAt(root, path) !== undefined;
}

function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of path) {
    if (value === undefined) return undefined;
    if (typeof key === 'number') value = isArray(value) ? value[key] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** What a document must read as once an edit is made; undefined when the edit makes no sense in it. */
function editValue(root: JsonValue, edit: Edit): JsonValue | undefined {
  switch (edit.kind) {
    case 'set':
      return changed(root, edit.path, () => edit.value);
    case 'remove':
      return changed(root, edit.path, () => undefined);
    case 'rename': {
      const { path, key } = edit;
      const parent = valueAt(root, path.slice(0, -1));
      if (!isObject(parent) || Object.hasOwn(parent, key) || !exists(root, path)) return undefined;
      const renamed = Object.fromEntries(
        Object.entries(parent).map(([name, value]) => [name === path.at(-1) ? key : name, value]),
      );
      return changed(root, path.slice(0, -1), () => renamed);
    }
    case 'move': {
      const value = valueAt(root, edit.path);
      if (value === undefined || exists(root, edit.to)) return undefined;
      const without = changed(root, edit.path, () => undefined);
      return without && changed(without, edit.to, () => value);
    }
  }
}

function changed(root: JsonValue, path: Path, change: () => JsonValue | undefined): JsonValue | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return change();
  if (isArray(root) && typeof key === 'number') {
    if (key === root.length && rest.length === 0) {
      const added = change();
      return added === undefined ? undefined : [...root, added];
    }
    const item = root[key];
    if (item === undefined) return undefined;
    const next = changed(item, rest, change);
    if (next !== undefined) return root.with(key, next);
    return rest.length === 0 ? root.toSpliced(key, 1) : undefined;
  }
  if (!isObject(root) || typeof key !== 'string') return undefined;
  const inner = Object.hasOwn(root, key) ? root[key] : undefined;
  const next = rest.length === 0 ? change() : changed(inner ?? {}, rest, change);
  const copy: Record<string, JsonValue> = Object.assign(Object.create(null), root);
  if (next === undefined) {
    if (rest.length > 0) return undefined;
    delete copy[key];
  } else copy[key] = next;
  return copy;
}

/** The order of members aside, which means nothing. */
function equal(a: JsonValue, b: JsonValue): boolean {
  if (isArray(a) && isArray(b))
    return a.length === b.length && a.every((item, at) => equal(item, b[at] ?? null));
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => same(a, b, key));
  }
  return a === b;
}

function same(a: JsonObject, b: JsonObject, key: string): boolean {
  const [one, other] = [a[key], b[key]];
  return one !== undefined && other !== undefined && Object.hasOwn(b, key) && equal(one, other);
}
