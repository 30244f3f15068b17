import type { Path } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { jsonText } from './json.ts';

/** One value that is not as expected. */
export interface Mismatch {
  /** In what is expected, as written there: a key with dots in it is one step. */
  readonly path: Path;
  /** What was asked, as text: JSON, or a sentence such as `matches ^a`. */
  readonly expected: string;
  readonly actual: JsonValue | undefined;
  /** The names that there are instead, where a key leads nowhere. */
  readonly known?: readonly string[];
}

/**
 * What of an expected value is not so. A mapping asks for its own keys only, at any depth; a list is asked for item by
 * item; a key is a name, or else a path such as `spec.arguments.parameters.0.value`. `{$matches: RE2}` and
 * `{$exists: BOOLEAN}` ask instead of naming a value.
 */
export function mismatches(
  engine: Engine,
  expected: JsonValue,
  actual: JsonValue | undefined,
  path: Path = [],
): readonly Mismatch[] {
  if (isObject(expected)) {
    if (typeof expected['$matches'] === 'string') {
      return matches(engine, expected['$matches'], actual, path);
    }
    if (typeof expected['$exists'] === 'boolean') {
      if (expected['$exists'] === (actual !== undefined)) return [];
      return [{ path, expected: expected['$exists'] ? 'is there' : 'is not there', actual }];
    }
    if (isObject(actual) || isArray(actual)) return members(engine, expected, actual, path);
    return [{ path, expected: 'a mapping', actual }];
  }
  if (isArray(expected)) {
    if (!isArray(actual)) return [{ path, expected: 'a list', actual }];
    if (actual.length !== expected.length) {
      const items = `a list of ${expected.length} ${expected.length === 1 ? 'item' : 'items'}`;
      return [{ path, expected: items, actual }];
    }
    return expected.flatMap((item, index) => mismatches(engine, item, actual[index], [...path, index]));
  }
  return same(expected, actual) ? [] : [{ path, expected: jsonText(expected), actual }];
}

function members(
  engine: Engine,
  expected: JsonObject,
  actual: JsonObject | readonly JsonValue[],
  path: Path,
): readonly Mismatch[] {
  return Object.entries(expected).flatMap(([key, item]) => {
    const { value, known } = lookUp(actual, key);
    const found = mismatches(engine, item, value, [...path, key]);
    if (value !== undefined || known === undefined) return found;
    return found.map((one) => (one.path.length === path.length + 1 ? { ...one, known } : one));
  });
}

/** The value of a key, or of the path that it is; else the names where the path ends. */
export function lookUp(
  root: JsonObject | readonly JsonValue[],
  key: string,
): { readonly value: JsonValue | undefined; readonly known?: readonly string[] } {
  if (isObject(root) && Object.hasOwn(root, key)) return { value: root[key] };
  let value: JsonValue | undefined = root;
  const steps = key
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter((step) => step !== '');
  for (let at = 0; at < steps.length; ) {
    const before: JsonValue | undefined = value;
    // A name may have dots of its own: app.kubernetes.io/name.
    const end = isObject(before)
      ? steps.findLastIndex(
          (_, last) => last >= at && Object.hasOwn(before, steps.slice(at, last + 1).join('.')),
        )
      : at;
    const name = end < at ? '' : steps.slice(at, end + 1).join('.');
    if (isArray(before)) value = /^\d+$/.test(steps[at] ?? '') ? before[Number(steps[at])] : undefined;
    else value = isObject(before) && end >= at ? before[name] : undefined;
    if (value === undefined) return { value, ...(isObject(before) && { known: Object.keys(before) }) };
    at = Math.max(end, at) + 1;
  }
  return { value };
}

function matches(
  engine: Engine,
  pattern: string,
  actual: JsonValue | undefined,
  path: Path,
): readonly Mismatch[] {
  const text = typeof actual === 'string' ? actual : actual === undefined ? undefined : jsonText(actual);
  const [answer] = engine.ask([{ op: 'regexp', pattern, texts: [text ?? ''] }]);
  if (!answer.ok) return [{ path, expected: `a regular expression, but: ${answer.error}`, actual }];
  if (text !== undefined && answer.value[0] === true) return [];
  return [{ path, expected: `matches ${pattern}`, actual }];
}

function same(expected: JsonValue, actual: JsonValue | undefined): boolean {
  if (typeof expected === 'bigint' || typeof actual === 'bigint') {
    return typeof actual !== 'string' && typeof expected !== 'string' && String(expected) === String(actual);
  }
  return expected === actual;
}
