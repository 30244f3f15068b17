import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import { type ParsedYaml, parseYaml } from '../yaml/parse.ts';

/** What takes a marker's place. An integer stays a number where its marker is a whole plain scalar of YAML. */
export interface Substitute {
  readonly value: string;
  readonly type: 'string' | 'integer';
}

/** By marker. */
export type Substitutes = ReadonlyMap<string, Substitute>;

/** The text with every marker replaced, whatever the text is. Where two markers fit, the longer one counts. */
export function substituteText(
  text: string,
  substitutes: Substitutes,
  write: (value: string) => string = (value) => value,
): string {
  if (substitutes.size === 0) return text;
  const longestFirst = [...substitutes.keys()].sort((a, b) => b.length - a.length);
  // Markers are words of letters, digits and "-": nothing in them means anything to a regular expression.
  return text.replace(new RegExp(longestFirst.join('|'), 'g'), (marker) =>
    write(substitutes.get(marker)?.value ?? marker),
  );
}

/** The JSON text with every marker replaced, inside texts and as a bare number. Throws a UserError (usage). */
export function substituteJson(text: string, file: string, substitutes: Substitutes): string {
  const result = substituteText(text, substitutes, (value) => JSON.stringify(value).slice(1, -1));
  try {
    JSON.parse(result);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new UserError('usage', `"${file}" would not be JSON with these answers: ${cause}`);
  }
  return result;
}

/**
 * The YAML text with every marker replaced, so that each value reads back as the text that was asked for: a name
 * such as `on` or `1e3`, which YAML would take for something else, is put in quotes.
 * Throws a UserError: `work` when the template's text is not YAML, `usage` when it would not be with these answers.
 */
export function substituteYaml(text: string, file: string, substitutes: Substitutes): string {
  const before = parseYaml(text, file);
  const broken = before.diagnostics.find(({ severity }) => severity === 'error');
  if (broken !== undefined) {
    const { start } = broken.at.range ?? { start: { line: 1, column: 1 } };
    throw new UserError('work', `the template's ${file}:${start.line}:${start.column}: ${broken.message}`);
  }
  let result = '';
  let offset = 0;
  for (const scalar of plainScalars(before, text)) {
    result += substituteText(text.slice(offset, scalar.start), substitutes);
    result += plainOrQuoted(scalar.text, substitutes);
    offset = scalar.start + scalar.text.length;
  }
  result += substituteText(text.slice(offset), substitutes);
  verify(before, parseYaml(result, file), file, substitutes);
  return result;
}

function plainOrQuoted(text: string, substitutes: Substitutes): string {
  const whole = substitutes.get(text);
  if (whole?.type === 'integer') return whole.value;
  const value = substituteText(text, substitutes);
  return value === text || readsAsText(value) ? value : JSON.stringify(value);
}

/** Would the text, written without quotes, be read as itself? Inside brackets, where YAML is strictest. */
function readsAsText(text: string): boolean {
  // As a key it would merge.
  if (text === '<<') return false;
  const { documents, diagnostics } = parseYaml(`[${text}]`, '');
  const value = documents[0]?.value;
  return diagnostics.length === 0 && isArray(value) && value.length === 1 && value[0] === text;
}

interface PlainScalar {
  readonly start: number;
  readonly text: string;
}

/** The keys and values of the documents that stand in the text as they are, without quotes; in order. */
function plainScalars({ documents }: ParsedYaml, text: string): readonly PlainScalar[] {
  const found = new Map<number, PlainScalar>();
  for (const document of documents) {
    visit(document.value, [], (value, path, what) => {
      const { start, end } = document.rangeOf(path, what);
      if (text.slice(start.offset, end.offset) === value) {
        found.set(start.offset, { start: start.offset, text: value });
      }
    });
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

function visit(
  value: JsonValue,
  path: readonly (string | number)[],
  tell: (text: string, path: readonly (string | number)[], what: 'key' | 'value') => void,
): void {
  if (typeof value === 'string') {
    tell(value, path, 'value');
  } else if (isArray(value)) {
    value.forEach((item, index) => {
      visit(item, [...path, index], tell);
    });
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) {
      tell(key, [...path, key], 'key');
      visit(member, [...path, key], tell);
    }
  }
}

/** Patterns keep odd values out; what they let through must still not change what the manifest says. */
function verify(before: ParsedYaml, after: ParsedYaml, file: string, substitutes: Substitutes): void {
  const broken = after.diagnostics.find(({ severity }) => severity === 'error');
  const same =
    broken === undefined &&
    before.documents.length === after.documents.length &&
    before.documents.every(({ value }, index) =>
      isSubstituted(value, after.documents[index]?.value, substitutes),
    );
  if (same) return;
  const cause = broken === undefined ? 'a value would be read as something else' : broken.message;
  throw new UserError('usage', `"${file}" would not be right with these answers: ${cause}`);
}

function isSubstituted(before: JsonValue, after: JsonValue | undefined, substitutes: Substitutes): boolean {
  if (typeof before === 'string') {
    const expected = substituteText(before, substitutes);
    if (typeof after === 'string') return after === expected;
    return substitutes.get(before)?.type === 'integer' && String(after) === expected;
  }
  if (isArray(before)) {
    return (
      isArray(after) &&
      after.length === before.length &&
      before.every((item, index) => isSubstituted(item, after[index], substitutes))
    );
  }
  if (isObject(before)) {
    if (!isObject(after)) return false;
    const keys = Object.keys(before);
    return (
      Object.keys(after).length === keys.length &&
      keys.every((key) => {
        const name = substituteText(key, substitutes);
        return Object.hasOwn(after, name) && isSubstituted(before[key] ?? null, after[name], substitutes);
      })
    );
  }
  return Object.is(before, after);
}
