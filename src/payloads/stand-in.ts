import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { isAsked } from './library.ts';
import type { Sample } from './sample.ts';

/**
 * The EventSource with one event of the sample's type, so that the sample is one that it asks for: with the method of
 * a GET request, with the resource that is watched, without `jsonBody` for a text.
 */
export function askingFor(sample: Sample, eventSource: JsonObject): JsonObject {
  const spec = member(eventSource, 'spec');
  const events = Object.entries(member(spec, sample.type)).map(([name, event]) => {
    const own = isObject(event) ? event : {};
    return [name, asking(sample, own)] as const;
  });
  return { ...eventSource, spec: { ...spec, [sample.type]: Object.fromEntries(events) } };
}

function asking({ when }: Sample, event: JsonObject): JsonObject {
  const asked: Record<string, JsonValue> = { ...event };
  for (const [key, value] of Object.entries(when)) {
    if (isAsked(event, key, value)) continue;
    asked[key] = isArray(event[key]) ? [value] : typeof event[key] === 'boolean' ? value === 'true' : value;
  }
  return asked;
}

function member(value: JsonObject, key: string): JsonObject {
  const found = value[key];
  return isObject(found) ? found : {};
}
