import type { Engine } from '../engine/engine.ts';
import {
  encodeGo,
  isArray,
  isObject,
  isSet,
  type JsonObject,
  type JsonValue,
  listAt,
  objectAt,
  own,
  parseJson,
  scalarText,
  textAt,
  typeName,
  withMembers,
} from '../json.ts';
import { Failure } from './failure.ts';
import { isDeeper, LEVELS } from './nesting.ts';
import { goQuoted, type Substitution } from './substitution.ts';
import type { Unknowns } from './unknown.ts';
import type { Variables } from './variables.ts';

/** Loops: `withItems`, `withParam`, `withSequence`. Source: argo-workflows workflow/controller/{steps,operator}.go. */

export function isLoop(holder: JsonObject): boolean {
  return (
    listAt(holder, 'withItems').length > 0 ||
    textAt(holder, 'withParam') !== '' ||
    isSet(holder, 'withSequence')
  );
}

/** The values that a step or task is run with. Throws a Failure; `undecided` when the list is not known. */
export function itemsOf(
  holder: JsonObject,
  tools: { engine: Engine; unknowns: Unknowns; limit: number; ask: (text: string) => string },
): readonly JsonValue[] {
  const withItems = listAt(holder, 'withItems');
  // The API server keeps objects with their keys sorted; a withParam's text keeps its own order.
  if (withItems.length > 0) return withItems.map(sortKeys);
  const withParam = textAt(holder, 'withParam');
  if (withParam !== '') {
    if (tools.unknowns.isIn(withParam)) throw new Failure('undecided', tools.ask(withParam));
    return parseList(withParam, tools.engine);
  }
  const sequence = objectAt(holder, 'withSequence') ?? {};
  const bounds = JSON.stringify(
    ['start', 'end', 'count', 'format'].map((key) => scalarText(own(sequence, key)) ?? ''),
  );
  if (tools.unknowns.isIn(bounds)) throw new Failure('undecided', tools.ask(bounds));
  return expandSequence(sequence, tools.engine, tools.limit);
}

function parseList(text: string, engine: Engine): readonly JsonValue[] {
  const [answer] = engine.ask([{ op: 'compactJson', json: text }]);
  if (!answer.ok) throw notAList(text, answer.error);
  let parsed: JsonValue;
  try {
    parsed = parseJson(text);
  } catch (error) {
    throw notAList(text, error instanceof Error ? error.message : String(error));
  }
  if (parsed === null) return [];
  if (isDeeper(parsed, LEVELS))
    throw notAList(text.slice(0, 100), `it is nested deeper than ${LEVELS} levels`);
  if (isArray(parsed)) return parsed;
  const type = typeName(parsed) === 'boolean' ? 'bool' : typeName(parsed);
  throw notAList(text, `json: cannot unmarshal ${type} into Go value of type []v1alpha1.Item`);
}

function notAList(text: string, why: string): Failure {
  return new Failure('error', `withParam value could not be parsed as a JSON list: ${text.trim()}: ${why}`);
}

/** Source: argo-workflows workflow/controller/operator.go (expandSequence). */
function expandSequence(sequence: JsonObject, engine: Engine, limit: number): readonly JsonValue[] {
  const start = isSet(sequence, 'start') ? atoi(own(sequence, 'start')) : 0;
  let end: number;
  if (isSet(sequence, 'end')) end = atoi(own(sequence, 'end'));
  else if (isSet(sequence, 'count')) {
    const count = atoi(own(sequence, 'count'));
    if (count === 0) return [];
    end = start + count - 1;
  } else throw new Failure('error', 'neither end nor count was specified in withSequence');
  const length = Math.min(Math.abs(end - start) + 1, limit);
  const step = start <= end ? 1 : -1;
  const numbers = Array.from({ length }, (_, index) => start + index * step);
  const format = textAt(sequence, 'format') || '%d';
  const texts =
    format === '%d'
      ? numbers.map(String)
      : engine
          .ask(numbers.map((value) => ({ op: 'formatInteger' as const, format, value })))
          .map((answer) => {
            if (!answer.ok) throw new Failure('error', answer.error);
            return answer.value;
          });
  return texts.map((text) => {
    try {
      // The controller puts the text between quotes and reads it as JSON.
      return parseJson(`"${text}"`);
    } catch (error) {
      throw new Failure('error', error instanceof Error ? error.message : String(error));
    }
  });
}

function atoi(value: JsonValue | undefined): number {
  const text = scalarText(value) ?? '';
  if (!/^[+-]?\d+$/.test(text))
    throw new Failure('error', `strconv.Atoi: parsing "${goQuoted(text)}": invalid syntax`);
  const number = Number(text);
  if (!Number.isSafeInteger(number)) {
    throw new Failure('error', `strconv.Atoi: parsing "${text}": value out of range`);
  }
  return number;
}

export interface Iteration {
  /** `name(0:value)` */
  readonly name: string;
  readonly holder: JsonObject;
}

/**
 * The step or task as it is run with one item. `skipped` says that its `when` is already known to be false: then
 * nothing needs to be found.
 * Source: argo-workflows workflow/controller/operator.go (processItem).
 */
export function iterationOf(
  holder: JsonObject,
  item: JsonValue,
  index: number,
  skipped: boolean,
  variables: Variables,
  substitution: Substitution,
): Iteration {
  const own_ = new Map(variables);
  const description = describe(item, own_);
  const bare = withMembers(holder, { withItems: undefined, withParam: undefined, withSequence: undefined });
  if (skipped) for (const [key, value] of own_) if (value === null) own_.delete(key);
  const replaced = substitution.apply(bare, own_, skipped ? 'lenient' : 'strict');
  const name = `${textAt(holder, 'name')}(${index}:${description.replace(/[()]/g, '')})`;
  return { name, holder: withMembers(replaced, { name, template: own(holder, 'template') }) };
}

/** Sets `item` and `item.…`, and answers with the text that goes into the node's name. */
function describe(item: JsonValue, variables: Map<string, string | null>): string {
  if (isObject(item)) {
    const members: string[] = [];
    for (const [key, value] of Object.entries(item)) {
      variables.set(`item.${key}`, itemText(value));
      members.push(`${key}:${itemText(value)}`);
    }
    variables.set('item', rawText(sortFirst(item)));
    return members.sort(compareUtf8).join(',');
  }
  if (isArray(item)) {
    variables.set('item', rawText(item));
    return `[${item.map(itemText).join(' ')}]`;
  }
  if (item === null) {
    // The controller takes null for a list.
    variables.set('item', 'null');
    return '[]';
  }
  // A text's name is its JSON form without the quotes: a line break in it reads `\n`.
  variables.set('item', typeof item === 'string' ? item : itemText(item));
  return itemText(item);
}

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/item.go (Item.String). */
function itemText(item: JsonValue): string {
  const text = rawText(item);
  const bare = text.startsWith('"') ? text.slice(1, -1) : text;
  return bare.replaceAll('\\u003c', '<').replaceAll('\\u003e', '>').replaceAll('\\u0026', '&');
}

function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** Compact JSON with the keys in their own order. */
function rawText(value: JsonValue): string {
  if (isArray(value)) return `[${value.map(rawText).join(',')}]`;
  if (!isObject(value)) return encodeGo(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${encodeGo(key)}:${rawText(member)}`)
    .join(',')}}`;
}

function sortFirst(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => compareUtf8(a, b)));
}

function sortKeys(value: JsonValue): JsonValue {
  if (isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  return sortFirst(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sortKeys(member)])));
}
