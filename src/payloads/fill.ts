import { isArray, isObject, type JsonObject, type JsonValue, valueAt } from '../json.ts';
import { fromOwnRepository } from './own-repository.ts';
import type { Sample, SampleField } from './sample.ts';

/**
 * The sample's content (`{ body }` of a request, or a message) with the event source's own values where the sample
 * says that they stand there: its topic, its bucket, and of a code host, its repository.
 *
 * @param chosen Whether a person chose this very sample: then what kind of event it is stays.
 */
export function filled(sample: Sample, root: JsonObject, spec: JsonObject, chosen: boolean): JsonObject {
  let value: JsonValue = fromOwnRepository(sample.type, root, spec);
  for (const field of sample.fields) {
    const keys = field.path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    const current = valueAt(value, keys);
    // A field that this sample does not have, or that is no text, has nothing to replace.
    if (typeof current !== 'string') continue;
    const own = ownValue(field, spec, current, chosen);
    if (own !== undefined) value = replaced(value, keys, own);
  }
  return isObject(value) ? value : root;
}

const PLACEHOLDER = /\{([^{}|]+)(?:\|([^{}]*))?\}/g;

function ownValue(
  { from, encoding }: SampleField,
  spec: JsonObject,
  current: string,
  chosen: boolean,
): string | undefined {
  if (from === undefined) return undefined;
  let known = false;
  let stays = false;
  const text = from.replace(PLACEHOLDER, (_, path: string, otherwise: string | undefined) => {
    const keys = path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key));
    // One of a list: an event that is in the list already, or was chosen, is not turned into another.
    if (typeof keys.at(-1) === 'number') {
      const list = valueAt(spec, keys.slice(0, -1));
      if (chosen || (isArray(list) && list.includes(current))) stays = true;
    }
    const given = valueAt(spec, keys);
    if (typeof given !== 'string' || given === '') return otherwise ?? '';
    known = true;
    return given;
  });
  if (!known || stays) return undefined;
  return encoding === 'form' ? encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+') : text;
}

function replaced(value: JsonValue, keys: readonly (string | number)[], text: string): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined) return text;
  if (isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, text) : item));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(
    ([name, member]) => [name, name === key ? replaced(member, rest, text) : member] as const,
  );
  return Object.fromEntries(entries);
}
