import type { Engine, GjsonResult } from '../engine/engine.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import { dataPath, FROM_TEXT, type Step } from './data-path.ts';

/** A place in an event's data, with what a parameter gets from there. */
export interface Candidate {
  readonly steps: readonly Step[];
  /** As `dataKey` says it. */
  readonly path: string;
  /** The text that a parameter becomes: a text without its quotes, anything else as JSON. */
  readonly value: string;
  readonly type: ValueType;
}

export type ValueType = 'text' | 'number' | 'boolean' | 'list' | 'object';

/** Places beyond these are left out: nobody looks for them, and events may be large. */
const MOST = 2000;
const DEEPEST = 12;
/** The first items of a list; the others are like them. */
const MOST_ITEMS = 3;

/**
 * The places in an event's data that have a value, in their order, each with the value that the sensor's own library
 * finds there. Where nothing but null is, nothing can be taken.
 *
 * @param data The data of an event, JSON text.
 */
export function candidatesOf(engine: Engine, data: string): readonly Candidate[] {
  const found: Found[] = [];
  visit(JSON.parse(data) as JsonValue, [], found);
  const paths = found.map(({ steps }) => dataPath(steps));
  const [answer] = engine.ask([{ op: 'gjson', json: data, paths }]);
  // A limit of the engine: what cannot be proven is not proposed.
  if (!answer.ok) return [];
  return found.flatMap(({ steps, value }, index) => {
    const result = answer.value[index];
    const path = paths[index];
    if (result === undefined || path === undefined || !leadsTo(result, value)) return [];
    // Source: argo-events pkg/sensors/triggers/params.go (getValueByKey).
    const text = result.type === 'JSON' ? result.raw : result.string;
    return [{ steps, path, value: text, type: typeOf(value) }];
  });
}

interface Found {
  readonly steps: readonly Step[];
  readonly value: JsonValue;
}

function visit(value: JsonValue, steps: readonly Step[], found: Found[]): void {
  if (found.length >= MOST || value === null) return;
  if (steps.length > 0) found.push({ steps, value });
  if (steps.length >= DEEPEST) return;
  if (isArray(value)) {
    value.slice(0, MOST_ITEMS).forEach((item, index) => {
      visit(item, [...steps, index], found);
    });
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) visit(member, [...steps, key], found);
  } else if (typeof value === 'string') {
    const inside = jsonIn(value);
    if (inside === undefined) return;
    // The text itself stands for it already.
    const inner: Found[] = [];
    visit(inside, [...steps, FROM_TEXT], inner);
    found.push(...inner.slice(1, MOST - found.length));
  }
}

/** The object or list that a text holds as JSON. */
function jsonIn(text: string): JsonValue | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return isObject(value) || isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Of a key that is there twice, gjson finds the first and JSON.parse the last: then nothing is proven. */
function leadsTo({ exists, raw }: GjsonResult, value: JsonValue): boolean {
  if (!exists) return false;
  try {
    return JSON.stringify(JSON.parse(raw)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

function typeOf(value: JsonValue): ValueType {
  if (isArray(value)) return 'list';
  if (isObject(value)) return 'object';
  return typeof value === 'string' ? 'text' : typeof value === 'boolean' ? 'boolean' : 'number';
}
