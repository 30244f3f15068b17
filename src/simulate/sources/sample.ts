import type { Engine } from '../../engine/engine.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';
import { bodyOf } from './message-body.ts';
import { rawObject } from './raw-json.ts';
import { webhookContext } from './routes.ts';
import { sampleData } from './sample-data.ts';
import { sourceType } from './source-type.ts';

/** The path that requests to an HTTP event go to; the variables of its endpoint stand for themselves. */
export function endpointPath(event: EventDefinition): string {
  const endpoint = webhookContext(event)?.value['endpoint'];
  return (typeof endpoint === 'string' && endpoint !== '' ? endpoint : '/').replace(
    /\{([^{}:]*)[^{}]*\}/g,
    '$1',
  );
}

/**
 * The data of an event of a type without HTTP: the given members (as JSON text), and for the others what an event of
 * this event source would have: its topic, its watched file. `body` is taken as what the type puts there.
 */
export function dataOf(
  event: EventDefinition,
  given: (field: string) => string | undefined,
  now: string,
): string {
  const known = new Map(sampleData(event, now));
  const fields = sourceType(event.type)?.fields ?? [];
  return rawObject(
    fields.flatMap((field) => {
      const raw = given(field) ?? known.get(field);
      return raw === undefined ? [] : [[field, raw] as const];
    }),
  );
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
  const names = memberNames(text);
  if (names.length > 0 && names.every((name) => type.fields.includes(name))) {
    // As written: a number keeps all its digits.
    const [given] = engine.ask([{ op: 'gjson', json: text, paths: [...type.fields] }]);
    const members = given.ok ? given.value : [];
    return dataOf(
      event,
      (field) => {
        const member = members[type.fields.indexOf(field)];
        return member?.exists ? member.raw : undefined;
      },
      now,
    );
  }
  const body = bodyOf(event, text);
  if (body === undefined) return undefined;
  return dataOf(event, (field) => (field === 'body' ? body : undefined), now);
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
