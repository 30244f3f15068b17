import { isArray, isObject, type JsonValue } from '../json.ts';

/** A value of an event that a parameter can take, and the `dataKey` that leads to it. */
export interface DataKey {
  readonly path: string;
  readonly value: string | number | bigint | boolean;
}

/** A text that is longer is content, and nothing to tell events apart by. */
const LONGEST = 200;

/**
 * The single values of an event's data, those first that are worth taking: the preferred ones in their order, then what
 * the event says, then what it came with (headers, base64 texts, long texts). Lists and objects are none, because a parameter
 * would get their JSON.
 *
 * @param preferred Paths in the data; those that lead to no single value are left out.
 */
export function dataKeysOf(data: JsonValue, preferred: readonly string[] = []): readonly DataKey[] {
  const all = leaves(data, '');
  const byPath = new Map(all.map((leaf) => [leaf.path, leaf]));
  const first = preferred.flatMap((path) => byPath.get(path) ?? []);
  const rest = all.filter((leaf) => !first.includes(leaf));
  const telling = rest.filter(isTelling);
  return [...new Set([...first, ...telling, ...rest])];
}

function isTelling({ path, value }: DataKey): boolean {
  if (/^headers?\./.test(path) || path === 'body') return false;
  return typeof value !== 'string' || (value !== '' && value.length <= LONGEST);
}

function leaves(value: JsonValue, path: string): readonly DataKey[] {
  if (value === null) return [];
  if (isArray(value)) return value.flatMap((item, index) => leaves(item, below(path, String(index))));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, member]) =>
      key === '' ? [] : leaves(member, below(path, escaped(key))),
    );
  return path === '' ? [] : [{ path, value }];
}

function below(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/**
 * A key as one part of a path, with every sign escaped that may mean something.
 * Source: gjson gjson.go (isSafePathKeyChar, Escape).
 */
function escaped(key: string): string {
  return key.replace(/(?![\w:-])[!-~]/g, '\\$&');
}

/** A name for the value that a path leads to: its last key, as parameters of Workflows are called. */
export function nameFor(path: string): string {
  const keys = path.match(/(?:[^.\\]|\\.)+/g) ?? [];
  const last = keys.findLast((key) => !/^\d+$/.test(key)) ?? '';
  const name = last
    .replace(/\\(.)/g, '$1')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return name === '' ? 'value' : name;
}
