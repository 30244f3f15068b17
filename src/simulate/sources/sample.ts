import type { Engine } from '../../engine/engine.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';
import type { HttpRequest, Stimulus } from '../stimulus.ts';
import { bodyOf } from './message-body.ts';
import { rawObject } from './raw-json.ts';
import { webhookContext } from './routes.ts';
import { sampleData } from './sample-data.ts';
import { sampleRequest } from './sample-request.ts';
import { sourceType } from './source-type.ts';

/**
 * A small but complete thing that could happen at an event, for when a person gives none: a request where the type
 * takes requests, else the data as the type builds it.
 *
 * @param now The current time, RFC 3339 in UTC.
 */
export function sampleStimulus(event: EventDefinition, now: string): Stimulus {
  const type = sourceType(event.type);
  if (type?.http === true) return { kind: 'http', request: requestFor(event) };
  return { kind: 'payload', data: rawObject(sampleData(event, now)) };
}

function requestFor(event: EventDefinition): HttpRequest {
  const context = webhookContext(event);
  const endpoint = context?.value['endpoint'];
  const target = (typeof endpoint === 'string' && endpoint !== '' ? endpoint : '/').replace(
    /\{([^{}:]*)[^{}]*\}/g,
    '$1',
  );
  const sample = sampleRequest(event);
  return {
    method: sample.method,
    target: sample.query === undefined ? target : `${target}?${sample.query}`,
    headers: [
      ...sample.headers,
      ...(sample.body === '' ? [] : [['Content-Length', String(Buffer.byteLength(sample.body))] as const]),
    ],
    body: sample.body,
  };
}

/**
 * The data of an event whose message has this text: in `body` by the rules of its type, the rest from the sample.
 * A text that is a JSON object of the type's own fields is the data itself, and the sample fills what it leaves out.
 * Undefined for types whose data has no `body`, and for texts that `body` cannot hold (no JSON with `jsonBody`).
 */
export function messageData(
  engine: Engine,
  event: EventDefinition,
  text: string,
  now: string,
): string | undefined {
  const type = sourceType(event.type);
  if (type === undefined || type.http) return undefined;
  const sample = sampleData(event, now);
  const names = memberNames(text);
  if (names.length > 0 && names.every((name) => type.fields.includes(name))) {
    // As written: a number keeps all its digits.
    const [given] = engine.ask([{ op: 'gjson', json: text, paths: sample.map(([key]) => key) }]);
    const members = given.ok ? given.value : [];
    return rawObject(
      sample.map(([key, raw], index) => [key, members[index]?.exists ? members[index].raw : raw] as const),
    );
  }
  const body = bodyOf(event, text);
  if (body === undefined) return undefined;
  return rawObject(sample.map(([key, raw]) => [key, key === 'body' ? body : raw] as const));
}

/** The keys of a JSON object; none for any other text. */
function memberNames(text: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  } catch {
    return [];
  }
}
