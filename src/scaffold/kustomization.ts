import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import { type ParsedYaml, parseYaml } from '../yaml/parse.ts';

/** The names under which kustomize looks for its file, in its order. */
export const KUSTOMIZATIONS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

/**
 * The text of a kustomization with these files among its `resources`; what is there already, comments and order stay
 * as they are. Throws a UserError (work) for a text that is no kustomization, or whose list cannot be added to.
 */
export function withResources(text: string, file: string, added: readonly string[]): string {
  const before = parseYaml(text, file);
  const resources = resourcesOf(before, file);
  const missing = added.filter((name) => !resources.includes(name));
  if (missing.length === 0) return text;
  const result =
    resources.length === 0 ? appended(before, text, missing) : extended(before, text, resources, missing);
  const after = resourcesOf(parseYaml(result, file), file);
  const same =
    after.length === resources.length + missing.length && missing.every((name) => after.includes(name));
  if (same) return result;
  throw new UserError(
    'work',
    `cannot add to "resources" in ${file}`,
    `add ${missing.join(', ')} to it by hand`,
  );
}

function resourcesOf({ documents, diagnostics }: ParsedYaml, file: string): readonly JsonValue[] {
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  if (broken !== undefined) {
    const line = broken.at.range?.start.line ?? 1;
    throw new UserError('work', `${file}:${line}: ${broken.message}`);
  }
  const filled = documents.filter(({ empty }) => !empty);
  const root = filled[0]?.value ?? {};
  if (filled.length > 1 || !isObject(root)) throw new UserError('work', `${file} is no kustomization`);
  const resources = root['resources'] ?? [];
  if (!isArray(resources)) throw new UserError('work', `"resources" in ${file} is no list`);
  return resources;
}

/** After the last item, in the form of the list. */
function extended(
  { documents }: ParsedYaml,
  text: string,
  resources: readonly JsonValue[],
  missing: readonly string[],
): string {
  const last = documents.find(({ empty }) => !empty)?.rangeOf(['resources', resources.length - 1]);
  if (last === undefined) return text;
  const start = text.lastIndexOf('\n', last.start.offset - 1) + 1;
  const dash = /^( *- +)/.exec(text.slice(start, last.start.offset))?.[1];
  if (dash === undefined) {
    // A list in brackets.
    const items = missing.map((name) => `, ${name}`).join('');
    return text.slice(0, last.end.offset) + items + text.slice(last.end.offset);
  }
  // A comment beside the item belongs to it.
  const found = text.indexOf('\n', last.end.offset);
  const end = found < 0 ? text.length : found;
  return text.slice(0, end) + missing.map((name) => `\n${dash}${name}`).join('') + text.slice(end);
}

/** A list of its own at the end, in the place of an empty one. */
function appended({ documents }: ParsedYaml, text: string, missing: readonly string[]): string {
  const items = missing.map((name) => `\n  - ${name}`).join('');
  const document = documents.find(({ empty }) => !empty);
  const root = document?.value;
  if (document !== undefined && isObject(root) && 'resources' in root) {
    const key = document.rangeOf(['resources'], 'key');
    const value = document.rangeOf(['resources']);
    const end = root['resources'] === null ? key.end.offset + 1 : value.end.offset;
    return `${text.slice(0, key.end.offset)}:${items}${text.slice(end)}`;
  }
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}resources:${items}\n`;
}
