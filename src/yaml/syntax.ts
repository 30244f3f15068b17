import type { ErrorCode, YAMLError } from 'yaml';

/** What the parser of this room is stricter about than go-yaml, and nobody can read in two ways. */
export function isTolerated(error: YAMLError): boolean {
  return error.code === 'MISSING_CHAR' && error.message.startsWith('Comments must be separated');
}

/** Is the end of a list, a mapping or a quoted text missing? What else is wrong after its start follows from that. */
export function isUnclosed(error: YAMLError): boolean {
  return /^Missing closing|end with a [\]}]$/.test(error.message);
}

/**
 * The parser's findings in words for people who do not know YAML's grammar by heart.
 * `near` is the text that stands at the place, shortened to one line.
 */
export function describeSyntaxError(error: YAMLError, near: string): string {
  const say = MESSAGES[error.code];
  if (say === undefined) return lowerFirst(firstLine(error.message));
  return typeof say === 'string' ? say : say(error.message, near);
}

type Wording = string | ((message: string, near: string) => string);

const MESSAGES: Partial<Record<ErrorCode, Wording>> = {
  ALIAS_PROPS: 'an alias such as "*name" can have neither an anchor nor a tag',
  BAD_DQ_ESCAPE: (message) =>
    `${lowerFirst(message)} in a double-quoted text: write "\\\\" for a backslash, or use single quotes`,
  BAD_INDENT: badIndent,
  BAD_PROP_ORDER: 'anchors and tags must stand after the "-", "?" or ":" of their value',
  BAD_SCALAR_START: (_, near) => `a text that starts with "${near.slice(0, 1)}" must be quoted`,
  BLOCK_AS_IMPLICIT_KEY: (_, near) =>
    near.startsWith('-')
      ? 'a list cannot start on the line of its key: put its first "-" on the next line'
      : 'a second ": " on one line: quote the text that contains it, or put the nested key on its own line',
  BLOCK_IN_FLOW: 'lists with "-" and indented keys cannot stand inside "[…]" or "{…}"',
  KEY_OVER_1024_CHARS: 'a key must be followed by ":" within 1024 characters',
  MISSING_CHAR: missingCharacter,
  MULTILINE_IMPLICIT_KEY: (_, near) =>
    `expected ":" after the key "${near}" on the same line, or a deeper indentation if it continues the text above`,
  MULTIPLE_ANCHORS: 'a value can have only one anchor',
  MULTIPLE_TAGS: 'a value can have only one tag',
  TAB_AS_INDENT: 'a tab in the indentation: YAML allows only spaces there',
  UNEXPECTED_TOKEN: unexpectedToken,
};

function badIndent(message: string, near: string): string {
  if (/end with a [\]}]$/.test(message)) return missingEnd(message);
  if (message.startsWith('All mapping items')) {
    return `"${near}" does not line up with the keys above: all keys of one mapping start in the same column`;
  }
  if (message.startsWith('All sequence items')) {
    return `"${near}" does not line up with the items above: every "-" of one list starts in the same column`;
  }
  return lowerFirst(firstLine(message));
}

function missingEnd(message: string): string {
  return message.trimEnd().endsWith('}')
    ? 'expected "}" to end a mapping in braces'
    : 'expected "]" to end a list in brackets';
}

function missingCharacter(message: string, near: string): string {
  if (/end with a [\]}]$/.test(message)) return missingEnd(message);
  if (message.startsWith('Implicit map keys')) return `expected ":" and a value after the key "${near}"`;
  if (message.startsWith('Missing closing')) {
    return message.includes('"') ? `a quoted text has no closing '"'` : `a quoted text has no closing "'"`;
  }
  if (message.startsWith('Sequence item')) return 'expected "- " before the item of a list';
  if (message.startsWith('Missing , or :')) return 'expected "," or ":" between two items';
  if (message.startsWith('Missing ,')) return 'expected "," between two items';
  if (message.startsWith('Missing space after :')) return 'expected a space after ":"';
  if (message.startsWith('Missing directives-end')) return 'expected "---" after the "%" directives';
  if (message.startsWith('Block collection cannot start'))
    return 'keys and lists cannot start on the line of "---"';
  return lowerFirst(firstLine(message));
}

function unexpectedToken(message: string, near: string): string {
  if (near.startsWith('{{')) return `unexpected "${near}": a text that starts with "{{" must be quoted`;
  if (message.startsWith('Unexpected empty item')) return 'nothing stands between two commas';
  if (message.startsWith('Block scalar header')) return 'unexpected text after the "|" or ">"';
  return near === '' ? 'unexpected end of the text' : `unexpected "${near}"`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text;
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
