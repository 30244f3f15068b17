import type { Engine, SjsonChange } from '../engine/engine.ts';
import { encodeGo, isArray, isObject, type JsonObject, type JsonValue, objectAt } from '../json.ts';
import type { Sensor, Trigger } from '../model/kinds/sensor.ts';
import type { Model } from '../model/model.ts';
import { parsed } from '../simulate/object-json.ts';
import { kindPart, objectOf, type ParameterList, templateOf } from './trigger-parts.ts';

/** The keys of a `dest` that is nothing but keys and indexes; undefined for queries, appends and forced keys. */
export function destinationKeys(dest: string): readonly string[] | undefined {
  if (dest === '' || /(?:^|[^\\])[#*?@|]/.test(dest) || /(?:^|\.)(?::|-1(?:\.|$))/.test(dest))
    return undefined;
  if (/^\.|\.\.|[^\\]\.$/.test(dest)) return undefined;
  return (dest.match(/(?:[^.\\]|\\.)+/g) ?? []).map((key) => key.replace(/\\(.)/g, '$1'));
}

/** What keys lead to; a key of digits is an index where there is a list. */
export function valueOfKeys(root: JsonValue, keys: readonly string[]): JsonValue | undefined {
  let value: JsonValue | undefined = root;
  for (const key of keys) {
    if (isArray(value)) value = /^\d+$/.test(key) ? value[Number(key)] : undefined;
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}

/**
 * What the parameters of a list write to, as it is written in the manifest; undefined when it comes from elsewhere,
 * and for a payload, which is built from nothing.
 */
export function documentOf(
  model: Model,
  sensor: Sensor,
  trigger: Trigger,
  { level }: ParameterList,
): JsonObject | undefined {
  if (level === 'trigger') return templateOf(trigger);
  const part = kindPart(trigger);
  if (level !== 'type' || part === undefined || part.kind === 'custom') return undefined;
  if (part.kind !== 'k8s' && part.kind !== 'argoWorkflow') return part.value;
  // With liveObject the parameters change the object as it is in the cluster.
  if (part.kind === 'k8s' && part.value['liveObject'] === true && part.value['operation'] === 'update')
    return undefined;
  const object = objectOf(model, sensor, trigger);
  // Of other operations only the name of the object counts.
  if (part.kind === 'argoWorkflow' && object?.operation !== 'submit') return undefined;
  return object?.resource.value;
}

/** What writing to a destination does to the document. */
export type Written =
  | { readonly kind: 'fine' }
  /** sjson refuses it, in its words; `list` are the keys of the list that was meant to have a key. */
  | {
      readonly kind: 'refused';
      readonly error: string;
      readonly list: readonly string[];
      readonly key: string;
    }
  /** A query that finds nothing, so that nothing is written. */
  | { readonly kind: 'nothing' }
  /** A new item at the end of a list, or one further behind, after items that are null. */
  | {
      readonly kind: 'new-item' | 'padded';
      readonly list: readonly string[];
      readonly length: number;
      readonly rest: readonly string[];
    };

const KNOWN = new WeakMap<ParameterList, readonly Written[]>();
const FINE: Written = { kind: 'fine' };

/** For each parameter of a list what it does to the document, one after the other. */
export function writtenBy(engine: Engine, document: JsonObject, list: ParameterList): readonly Written[] {
  const known = KNOWN.get(list);
  if (known !== undefined) return known;
  const found = write(engine, document, list);
  KNOWN.set(list, found);
  return found;
}

function write(engine: Engine, document: JsonObject, { parameters }: ParameterList): readonly Written[] {
  // What only replaces values, or adds a key to an object, needs no engine.
  if (parameters.every(({ dest }) => isPlain(document, dest))) return parameters.map(() => FINE);
  const json = encodeGo(document);
  const changes = parameters.map(
    ({ dest }, index): SjsonChange => ({ path: dest, value: `value ${index}`, raw: false }),
  );
  // A change that is refused would hide those after it: each is judged with the good ones before it.
  const results: Written[] = [];
  const made: SjsonChange[] = [];
  let before = document;
  for (const change of changes) {
    const keys = destinationKeys(change.path);
    if (isPlain(before, change.path)) {
      made.push(change);
      results.push(FINE);
      continue;
    }
    const [answer] = engine.ask([{ op: 'sjson', json, changes: [...made, change] }]);
    if (!answer.ok) {
      results.push({ kind: 'refused', error: answer.error, ...listWithoutKey(before, keys ?? []) });
      continue;
    }
    const after = parsed(answer.value);
    const unchanged = !answer.value.includes(JSON.stringify(change.value));
    results.push(unchanged ? { kind: 'nothing' } : itemBehind(before, keys ?? []));
    made.push(change);
    if (isObject(after)) before = after;
  }
  return results;
}

/** Is the value there, or is nothing but keys of objects missing? */
function isPlain(document: JsonValue, dest: string): boolean {
  const keys = destinationKeys(dest);
  if (keys === undefined) return false;
  for (const depth of keys.keys()) {
    if (valueOfKeys(document, keys.slice(0, depth + 1)) !== undefined) continue;
    const missing = keys.slice(depth);
    return isObject(valueOfKeys(document, keys.slice(0, depth))) && !missing.some((key) => /^\d+$/.test(key));
  }
  return true;
}

function listWithoutKey(
  document: JsonValue,
  keys: readonly string[],
): { readonly list: readonly string[]; readonly key: string } {
  const depth = keys.findIndex(
    (key, at) => isArray(valueOfKeys(document, keys.slice(0, at))) && !/^\d+$/.test(key),
  );
  return { list: keys.slice(0, Math.max(depth, 0)), key: keys[depth] ?? '' };
}

function itemBehind(document: JsonValue, keys: readonly string[]): Written {
  for (const [depth, key] of keys.entries()) {
    const list = keys.slice(0, depth);
    const value = valueOfKeys(document, list);
    // sjson makes a list where there is nothing yet and the next key is a number.
    if (!/^\d+$/.test(key) || (value !== undefined && !isArray(value))) continue;
    const length = isArray(value) ? value.length : 0;
    const rest = keys.slice(depth + 1);
    if (Number(key) > length) return { kind: 'padded', list, length, rest };
    if (Number(key) === length) return { kind: 'new-item', list, length, rest };
  }
  return FINE;
}

/** The named items of a list, in its order; '' for one without a name. */
export function itemNames(document: JsonValue, list: readonly string[]): readonly string[] {
  const value = valueOfKeys(document, list);
  return isArray(value)
    ? value.map((item) => {
        const name = isObject(item) ? objectAt({ item }, 'item')?.['name'] : undefined;
        return typeof name === 'string' ? name : '';
      })
    : [];
}
