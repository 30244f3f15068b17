import { isArray, isObject, type JsonValue } from '../json.ts';

/** Deeper than this, indentation helps nobody and grows with the square of the depth. */
export const INDENTED = 64;

/**
 * Plain data as indented JSON text with a newline at its end. Integers beyond a double's keep all their digits;
 * members that are undefined are left out. Control characters that a terminal could obey are escaped.
 */
export function renderJson(data: object): string {
  // The reports' data are trees of plain values; their interfaces lack the index signature of JsonObject.
  return `${writeJson(data as unknown as JsonValue, INDENTED)}\n`;
}

/** The same on one line, as in a stream of documents. */
export function renderJsonLine(data: object): string {
  return `${writeJson(data as unknown as JsonValue, 0)}\n`;
}

interface Level {
  readonly members: Iterator<readonly [key: string | undefined, value: JsonValue]>;
  readonly close: string;
  first: boolean;
}

/** JSON text without a newline at its end; the first `indented` levels stand on lines of their own. */
export function writeJson(value: JsonValue, indented: number): string {
  const parts: string[] = [];
  // A stack instead of recursion: what an event brings along may be nested as deep as its text is long.
  const levels: Level[] = [];
  const separator = (depth: number) => (depth <= indented ? `\n${'  '.repeat(depth)}` : '');

  const open = (opened: JsonValue) => {
    const level = levelOf(opened);
    if (level === undefined) parts.push(scalar(opened));
    else {
      parts.push(level.close === ']' ? '[' : '{');
      levels.push(level);
    }
  };
  open(value);
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const depth = levels.length;
    const next = level.members.next();
    if (next.done) {
      parts.push(level.first ? '' : separator(depth - 1 < indented ? depth - 1 : indented + 1), level.close);
      levels.pop();
      continue;
    }
    const [key, member] = next.value;
    parts.push(level.first ? '' : ',', separator(depth));
    level.first = false;
    if (key !== undefined) parts.push(quoted(key), depth <= indented ? ': ' : ':');
    open(member);
  }
  return parts.join('');
}

function levelOf(value: JsonValue): Level | undefined {
  if (isArray(value)) {
    return { members: value.map((item) => [undefined, item] as const).values(), close: ']', first: true };
  }
  if (!isObject(value)) return undefined;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return { members: members.values(), close: '}', first: true };
}

function scalar(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value);
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}

function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
