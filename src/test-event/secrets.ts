import { isObject, type JsonValue } from '../json.ts';
import type { Model } from '../model/model.ts';

/** Shorter values are words such as "admin", which hide nothing and stand everywhere. */
const SHORTEST = 6;

/**
 * The same result without the values of the Secrets that are among the manifests: an event can carry one (GitLab's
 * token header, Slack's verification token), and a trigger can pass it on. Objects and lists are new, the rest is kept.
 */
export function withoutSecrets<T>(result: T, model: Model): T {
  const values = secretValues(model);
  if (values.length === 0) return result;
  const pattern = new RegExp(values.map(escaped).join('|'), 'g');
  // The shape stays: only texts change.
  return replaced(result, pattern) as T;
}

function replaced(value: unknown, pattern: RegExp): unknown {
  if (typeof value === 'string') return value.replace(pattern, '***');
  if (Array.isArray(value)) return value.map((item) => replaced(item, pattern));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, pattern)]));
}

function secretValues(model: Model): readonly string[] {
  const found = new Set<string>();
  for (const { kind, value } of model.resources) {
    if (kind !== 'Secret') continue;
    for (const text of texts(value['stringData'])) found.add(text.trim());
    for (const text of texts(value['data'])) found.add(Buffer.from(text, 'base64').toString('utf8').trim());
  }
  // Events are JSON texts, so a value with a quote or a line break stands there escaped. The longest goes first, or
  // the beginning of a longer one would be all that is hidden of it.
  return [...found]
    .filter(({ length }) => length >= SHORTEST)
    .flatMap((text) => [...new Set([text, JSON.stringify(text).slice(1, -1)])])
    .sort((a, b) => b.length - a.length);
}

function texts(map: JsonValue | undefined): readonly string[] {
  return isObject(map) ? Object.values(map).filter((value) => typeof value === 'string') : [];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
