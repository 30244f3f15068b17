import type { Edit } from '../diagnostic.ts';
import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { editYaml } from '../yaml/edit.ts';
import { parseYaml } from '../yaml/parse.ts';
import type { PlannedFile } from './plan.ts';

/**
 * The planned file as a change of the one that is there, where it is a YAML mapping of lists: items that are not there
 * yet are added behind the others, all else stays. An item is there when the first of its values is.
 * Throws a UserError (work) for a list that cannot be added to.
 *
 * @param before What the file says now; undefined when there is none.
 */
export function merged(file: PlannedFile, before: string | undefined): PlannedFile {
  const planned = listsOf(file.text, file.path);
  if (before === undefined || planned === undefined) return file;
  const root = rootOf(before, file.path) ?? {};
  const edits = Object.entries(planned).flatMap(([key, items]): readonly Edit[] => {
    const there = root[key];
    if (there === undefined) return [{ kind: 'set', path: [key], value: items }];
    if (!isArray(there)) throw cannot(file.path, key);
    const missing = items.filter((item) => !there.some((one) => nameOf(one) === nameOf(item)));
    return missing.map((value, at) => ({ kind: 'set', path: [key, there.length + at], value }));
  });
  if (edits.length === 0) return { ...file, text: before, before };
  const text = before.trim() === '' ? file.text : editYaml(before, 0, edits);
  if (text === undefined) throw cannot(file.path, Object.keys(planned)[0] ?? '');
  return { ...file, text, before };
}

function cannot(path: string, key: string): UserError {
  return new UserError(
    'work',
    `cannot add to "${key}" in ${path}`,
    'add to it by hand what --diff shows in an empty folder',
  );
}

function rootOf(text: string, path: string): JsonObject | undefined {
  const { documents, diagnostics } = parseYaml(text, path);
  const broken = diagnostics.find(({ severity }) => severity === 'error');
  if (broken !== undefined) {
    throw new UserError('work', `${path}:${broken.at.range?.start.line ?? 1}: ${broken.message}`);
  }
  const value = documents.find(({ empty }) => !empty)?.value;
  return isObject(value) ? value : undefined;
}

function listsOf(text: string, path: string): Readonly<Record<string, readonly JsonValue[]>> | undefined {
  if (!/\.ya?ml$/.test(path)) return undefined;
  const entries = Object.entries(rootOf(text, path) ?? {});
  const lists = entries.flatMap(([key, value]) => (isArray(value) ? [[key, value] as const] : []));
  return lists.length === entries.length && lists.length > 0 ? Object.fromEntries(lists) : undefined;
}

function nameOf(item: JsonValue): JsonValue | undefined {
  return isObject(item) ? Object.values(item)[0] : item;
}
