import { UserError } from '../errors.ts';
import { isArray, isObject, type JsonObject, type JsonValue, typeName } from '../json.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { keysOf } from '../simulate/path-keys.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import type { Sample } from './sample.ts';

/**
 * Refuses a change to a sample at a place that it cannot have: below a text, between the items of a list, in a field
 * that the type does not have. New keys of an object are fine: an event may have more than its sample.
 * Throws a UserError (usage).
 *
 * @param path As in `--set PATH=VALUE`; `\.` is a dot that is part of a key.
 */
export function checkPath(sample: Sample, path: string): void {
  const root = rootOf(sample);
  const keys = keysOf(path);
  const known = sample.content.kind === 'message' ? (sourceType(sample.type)?.fields ?? []) : ['body'];
  const [first = ''] = keys;
  if (!known.includes(first)) {
    const near = nearest(first, known);
    throw new UserError(
      'usage',
      `"${path}" cannot be set: ${what(sample)} has no "${first}"${didYouMean(near)}`,
      `it has ${known.join(', ')}`,
    );
  }
  let value: JsonValue | undefined = root;
  for (const [depth, key] of keys.entries()) {
    if (value === undefined || value === null) return;
    const place = keys.slice(0, depth).join('.');
    if (isArray(value)) {
      if (!/^(?:\d+|-1)$/.test(key) || Number(key) > value.length) {
        throw new UserError(
          'usage',
          `"${path}" cannot be set: "${place}" is a list of ${value.length}, and "${key}" is no place in it`,
          value.length === 0 ? `"${place}.0" adds an item` : `its places are 0 to ${value.length - 1}`,
        );
      }
      value = value[Number(key)];
    } else if (isObject(value)) {
      value = Object.hasOwn(value, key) ? value[key] : undefined;
    } else {
      const kind = typeName(value) === 'string' ? 'text' : typeName(value);
      throw new UserError(
        'usage',
        `"${path}" cannot be set: "${place}" is the ${kind} ${JSON.stringify(String(value))}, which has no "${key}"`,
      );
    }
  }
}

function rootOf({ content }: Sample): JsonObject {
  return content.kind === 'message' ? content.fields : { body: content.body };
}

function what({ content, type }: Sample): string {
  return content.kind === 'message' ? `an event of type ${type}` : 'what can be set in a request';
}
