import { isArray, isObject, type JsonValue, parseJson, typeName } from '../json.ts';
import { nearest } from '../nearest.ts';

const MOST_KEYS = 12;

/**
 * What the data has where a path leads nowhere: `"body" has ref, commits, did you mean "body.ref"?`.
 * Undefined for paths that are more than keys and indexes, and for data that is no JSON.
 */
export function whatIsThere(data: string | null, path: string): string | undefined {
  if (data === null) return 'the event has no data';
  if (!/^(?:[\w\s-]|\\.)+(?:\.(?:[\w\s-]|\\.)+)*$/.test(path)) return undefined;
  let value: JsonValue;
  try {
    value = parseJson(data);
  } catch {
    return undefined;
  }
  const keys = path.match(/(?:[^.\\]|\\.)+/g) ?? [];
  for (const [depth, key] of keys.entries()) {
    const name = key.replace(/\\(.)/g, '$1');
    const next = member(value, name);
    if (next === undefined) return outline(value, keys.slice(0, depth).join('.'), name);
    value = next;
  }
  return undefined;
}

function member(value: JsonValue, key: string): JsonValue | undefined {
  if (isArray(value)) return /^\d+$/.test(key) ? value[Number(key)] : undefined;
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function outline(value: JsonValue, path: string, missing: string): string {
  const subject = path === '' ? 'the data' : `"${path}"`;
  if (isArray(value)) return `${subject} is a list of ${value.length}`;
  if (!isObject(value)) return `${subject} is a ${typeName(value) === 'string' ? 'text' : typeName(value)}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return `${subject} is empty`;
  const near = nearest(missing, keys);
  const shown = `${keys.slice(0, MOST_KEYS).join(', ')}${keys.length > MOST_KEYS ? ' …' : ''}`;
  const meant = `${path === '' ? '' : `${path}.`}${near?.replace(/[.*?|\\]/g, '\\$&')}`;
  return `${subject} has ${shown}${near === undefined ? '' : `, did you mean "${meant}"?`}`;
}
