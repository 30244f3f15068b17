import { isArray, isObject, type JsonValue } from '../json.ts';
import { INDENTED, writeJson } from './json.ts';

/**
 * Plain data as YAML that both YAML 1.1 and 1.2 read alike: every text that could be taken for something else is
 * quoted. Members that are undefined are left out.
 */
export function renderYaml(data: object): string {
  // The reports' data are trees of plain values; their interfaces lack the index signature of JsonObject.
  return `${write(data as unknown as JsonValue, '').replace(/^\n/, '')}\n`;
}

/** A value after its key or dash: on the same line with a space before it, or below it. */
function write(value: JsonValue, indent: string): string {
  // JSON is YAML too, and deep down it is written without a stack.
  if (indent.length > 2 * INDENTED && typeof value === 'object') return ` ${writeJson(value, 0)}`;
  if (isArray(value)) {
    if (value.length === 0) return ' []';
    return value.map((item) => `\n${indent}-${besideDash(write(item, `${indent}  `), indent)}`).join('');
  }
  if (isObject(value)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    if (members.length === 0) return ' {}';
    return members
      .map(([key, member]) => `\n${indent}${scalar(key)}:${write(member, below(member, indent))}`)
      .join('');
  }
  if (typeof value === 'string') return block(value, indent) ?? ` ${scalar(value)}`;
  return ` ${typeof value === 'bigint' ? String(value) : JSON.stringify(value)}`;
}

function below(member: JsonValue, indent: string): string {
  return isArray(member) ? indent : `${indent}  `;
}

/** The first member of an object stands beside its dash. */
function besideDash(text: string, indent: string): string {
  const start = `\n${indent}  `;
  return text.startsWith(start) ? ` ${text.slice(start.length)}` : text;
}

/** A text of several lines as a literal block, where that loses nothing. */
function block(text: string, indent: string): string | undefined {
  if (
    !text.includes('\n') ||
    /^[\s]|[^\S\n]\n|[^\S\n]$|\n\n$|[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe]|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(
      text,
    )
  ) {
    return undefined;
  }
  const lines = text.replace(/\n$/, '').split('\n');
  const inner = indent === '' ? '  ' : indent;
  return ` ${text.endsWith('\n') ? '|' : '|-'}\n${lines.map((line) => (line === '' ? '' : inner + line)).join('\n')}`;
}

/** Words that no YAML takes for a number, a boolean, a date or syntax stand bare; all else is quoted as in JSON. */
function scalar(text: string): string {
  const bare =
    /^[A-Za-z_/][\w./@ -]*$/.test(text) &&
    !text.endsWith(' ') &&
    !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text) &&
    !/^\.?(?:inf|nan)$/i.test(text);
  if (bare) return text;
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
