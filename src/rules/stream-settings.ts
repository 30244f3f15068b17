import { isObject, type JsonObject, type JsonValue } from '../json.ts';
import { parseYaml } from '../yaml/parse.ts';

/** What a bus's `streamConfig` may set. Source: argo-events pkg/eventbus/jetstream/base/jetstream.go (CreateStream). */
export const STREAM_SETTINGS = [
  'maxMsgs',
  'maxAge',
  'maxBytes',
  'replicas',
  'duplicates',
  'retention',
  'discard',
] as const;

const KNOWN = new WeakMap<JsonObject, JsonObject | null>();

/**
 * The settings of a bus's stream, under the names that the code has for them: viper does not look at upper and lower
 * case. Empty when there is no text; undefined when the text is no mapping.
 */
export function streamSettings(jetstream: JsonObject): JsonObject | undefined {
  let settings = KNOWN.get(jetstream);
  if (settings === undefined) {
    settings = read(jetstream) ?? null;
    KNOWN.set(jetstream, settings);
  }
  return settings ?? undefined;
}

function read(jetstream: JsonObject): JsonObject | undefined {
  const text = jetstream['streamConfig'];
  if (typeof text !== 'string' || text.trim() === '') return {};
  const value = parseYaml(text, '').documents[0]?.value;
  if (!isObject(value)) return undefined;
  const settings: Record<string, JsonValue> = {};
  for (const [key, item] of Object.entries(value)) {
    settings[STREAM_SETTINGS.find((name) => name.toLowerCase() === key.toLowerCase()) ?? key] = item;
  }
  return settings;
}
