import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { EventDefinition } from '../model/kinds/event-source.ts';
import { checkPath } from '../payloads/assignment.ts';
import { filled } from '../payloads/fill.ts';
import { defaultSample, type Library, suited } from '../payloads/library.ts';
import { type Sample, sampleId } from '../payloads/sample.ts';
import { bodyOf } from '../simulate/sources/message-body.ts';
import { rawObject } from '../simulate/sources/raw-json.ts';
import { dataOf } from '../simulate/sources/sample.ts';
import { sampleData } from '../simulate/sources/sample-data.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import { assign, members, splitAssignment } from './json-text.ts';
import type { Headers } from './request.ts';

/** A request as a file would say it. JSON in it is text. */
export interface RequestFile {
  readonly method: string | undefined;
  /** Path with query; undefined: the endpoint of the event. */
  readonly path: string | undefined;
  readonly headers: Headers;
  readonly body: string | undefined;
  /** The field of the form that the whole body goes into. */
  readonly formField?: string;
}

/** The request of a sample that a person chose. Throws a UserError (usage) for a change to what it does not have. */
export function sampleRequest(
  sample: Sample,
  event: EventDefinition,
  assignments: readonly string[] = [],
): RequestFile {
  for (const assignment of assignments) checkPath(sample, splitAssignment(assignment).path);
  return requestOf(sample, event, true);
}

/** The request that such an event gets first. */
export function defaultRequest(library: Library, event: EventDefinition): RequestFile {
  const sample = suited(library, event) ?? defaultSample(library, event.type);
  if (sample === undefined) throw new Error(`no sample of type "${event.type}"`);
  const request = requestOf(sample, event, false);
  // What else it asks for is what it is sent: it takes no other.
  const { method } = event.spec;
  const asked = event.type === 'webhook' && typeof method === 'string' && method !== '';
  return asked ? { ...request, method } : request;
}

const FORM = 'application/x-www-form-urlencoded';

function requestOf(sample: Sample, event: EventDefinition, chosen: boolean): RequestFile {
  const { content } = sample;
  if (content.kind !== 'request') throw new Error(`"${sampleId(sample)}" is no request`);
  const { body = {} } = filled(sample, { body: content.body }, event.spec, chosen);
  const request = { method: content.method, path: undefined, body: JSON.stringify(body) };
  // GitHub sends what the hook asks for: https://docs.github.com/webhooks (content type).
  if (sample.type !== 'github' || event.spec['contentType'] !== 'form')
    return { ...request, headers: content.headers };
  const headers = content.headers.map(
    ([name, value]) => [name, name.toLowerCase() === 'content-type' ? FORM : value] as const,
  );
  return { ...request, headers, formField: 'payload' };
}

/** The data of the event that such an event source makes first. */
export function defaultData(engine: Engine, library: Library, event: EventDefinition, now: string): string {
  const sample = suited(library, event);
  if (sample === undefined) return rawObject(sampleData(event, now));
  return madeOf(engine, sample, event, [], now, false);
}

/**
 * The data of the event that a chosen message becomes, changed before it is sent.
 * Throws a UserError (usage) for a change to what it does not have, and for a message that the source would drop.
 */
export function sampleMessage(
  engine: Engine,
  sample: Sample,
  event: EventDefinition,
  assignments: readonly string[],
  now: string,
): string {
  for (const assignment of assignments) checkPath(sample, splitAssignment(assignment).path);
  return madeOf(engine, sample, event, assignments, now, true);
}

/** The chosen message itself, as JSON text of the fields that are its own. Throws as `sampleMessage` does. */
export function sampleMessageText(
  engine: Engine,
  sample: Sample,
  event: EventDefinition,
  assignments: readonly string[],
): string {
  for (const assignment of assignments) checkPath(sample, splitAssignment(assignment).path);
  return assign(engine, messageText(sample, event.spec, true), assignments);
}

/**
 * The data of a file with what it leaves out of the type's fields: what an event of this event source would have.
 * Data with other members than these is taken as it is.
 */
export function completed(engine: Engine, event: EventDefinition, data: string, now: string): string {
  const fields = sourceType(event.type)?.fields ?? [];
  const names = Object.keys(JSON.parse(data) as object);
  if (names.some((name) => !fields.includes(name))) return data;
  const given = members(engine, data, fields);
  return dataOf(event, (field) => (given[field]?.exists === true ? given[field].raw : undefined), now);
}

function madeOf(
  engine: Engine,
  sample: Sample,
  event: EventDefinition,
  assignments: readonly string[],
  now: string,
  chosen: boolean,
): string {
  const json = assign(engine, messageText(sample, event.spec, chosen), assignments);
  const names = [...new Set([...Object.keys(JSON.parse(json) as object), 'body'])];
  const given = members(engine, json, names);
  return dataOf(
    event,
    (field) => {
      const member = given[field];
      if (member === undefined || !member.exists) return undefined;
      // A watched object is no message; a message without a value stays without.
      if (field !== 'body' || event.type === 'resource' || member.type === 'Null') return member.raw;
      const text = member.type === 'String' ? member.string : member.raw;
      const body = bodyOf(event, text);
      if (body !== undefined) return body;
      throw new UserError(
        'usage',
        `the message "${text.slice(0, 40)}" is not JSON, and with "jsonBody: true" the event source drops it`,
      );
    },
    now,
  );
}

function messageText(sample: Sample, spec: JsonObject, chosen: boolean): string {
  const { content } = sample;
  if (content.kind !== 'message') throw new Error(`"${sampleId(sample)}" is no message`);
  return JSON.stringify(filled(sample, content.fields, spec, chosen));
}
