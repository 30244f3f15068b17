import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import type { EventDefinition } from '../model/kinds/event-source.ts';
import type { Event } from '../simulate/event.ts';
import { messageData, sampleStimulus } from '../simulate/sources/sample.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import type { HttpRequest, Stimulus } from '../simulate/stimulus.ts';
import type { World } from '../simulate/world.ts';
import type { CloudEvent, EventFile } from './event-file.ts';
import { assign, compact, isJson, members } from './json-text.ts';
import { buildRequest, mergeHeaders, parseHeader, printableHeaders } from './request.ts';
import type { StimulusSummary } from './result.ts';
import type { Target } from './target.ts';

/** A text that a person gave, and what to call it in messages: `--data`, `samples/event.json`. */
export interface Given<T> {
  readonly value: T;
  readonly origin: string;
}

/** What the event is made of; what is left out comes from the sample of the event source's type. */
export interface StimulusOptions {
  readonly file?: Given<EventFile>;
  /** The JSON body of a request; or a message, which is JSON where its source asks for that. */
  readonly data?: Given<string>;
  /** `body.user.name=Ada`, applied in order. */
  readonly assignments: readonly string[];
  /** `Name: value` */
  readonly headers: readonly string[];
  readonly method?: string;
}

export interface BuiltStimulus {
  readonly stimulus: Stimulus;
  readonly summary: StimulusSummary;
}

/** Does the event file say what to fire at such an event source? */
export function fits(file: EventFile, { eventSource, event }: Target): boolean {
  switch (file.kind) {
    case 'event':
      return file.event.source === eventSource.name && file.event.subject === event.name;
    case 'http':
      return isHttp(event.type);
    case 'payload':
      return !isHttp(event.type);
  }
}

/** What happens at the event source. Throws a UserError (usage) when what was given cannot happen there. */
export function buildStimulus(
  engine: Engine,
  world: World,
  target: Target,
  options: StimulusOptions,
): BuiltStimulus {
  if (options.file?.value.kind === 'event') {
    return cloudEventStimulus(engine, world, options.file.value.event, options);
  }
  return isHttp(target.event.type)
    ? httpStimulus(engine, world, target, options)
    : payloadStimulus(engine, world, target, options);
}

/** A request that came from outside, as it is. */
export function requestStimulus(request: HttpRequest): BuiltStimulus {
  return { stimulus: { kind: 'http', request }, summary: requestSummary(request, 'a request') };
}

function isHttp(type: string): boolean {
  return sourceType(type)?.http === true;
}

function httpStimulus(
  engine: Engine,
  world: World,
  target: Target,
  { file, data, assignments, headers, method }: StimulusOptions,
): BuiltStimulus {
  if (file?.value.kind === 'payload')
    throw misfit(target, file.origin, 'is an HTTP event source', 'a payload');
  const given = file?.value.kind === 'http' ? file.value : undefined;
  const sample = sampleStimulus(target.event, world.now());
  if (sample.kind !== 'http') throw new Error(`the sample of "${target.event.type}" is no request`);
  const request = buildRequest(engine, {
    method: method ?? given?.method ?? sample.request.method,
    // The sample's query is its data.
    path: given?.path ?? (data || given ? withoutQuery(sample.request.target) : sample.request.target),
    // Another body than the sample's has other headers; only what names the kind of event still holds.
    headers: mergeHeaders(given?.headers ?? sample.request.headers, headers.map(parseHeader)),
    body: data?.value ?? (given === undefined ? sample.request.body : given.body),
    bodyName: data?.origin ?? 'the body',
    assignments,
  });
  const origin = data?.origin ?? file?.origin ?? `the sample of a ${target.event.type} event`;
  return { stimulus: { kind: 'http', request }, summary: requestSummary(request, origin) };
}

function withoutQuery(target: string): string {
  return target.split('?', 1)[0] ?? '';
}

function requestSummary(request: HttpRequest, origin: string): StimulusSummary {
  return {
    kind: 'http',
    origin,
    request: `${request.method} ${request.target}`,
    headers: printableHeaders(request.headers),
    body: request.body,
  };
}

function payloadStimulus(
  engine: Engine,
  world: World,
  target: Target,
  { file, data, assignments, headers, method }: StimulusOptions,
): BuiltStimulus {
  if (file?.value.kind === 'http') throw misfit(target, file.origin, 'takes no HTTP requests', 'a request');
  if (headers.length > 0 || method !== undefined) {
    const name = `${target.eventSource.name}/${target.event.name}`;
    throw new UserError(
      'usage',
      `"${name}" is of type ${target.event.type}, which takes no HTTP requests: it has no ${method === undefined ? 'headers' : 'method'}`,
    );
  }
  const origin = data?.origin ?? file?.origin ?? `the sample of a ${target.event.type} event`;
  const json =
    data !== undefined
      ? messageOf(engine, world, target, data)
      : file?.value.kind === 'payload'
        ? file.value.data
        : sampleData(world, target);
  const changed = encodeBody(engine, assign(engine, json, assignments), target);
  return {
    stimulus: { kind: 'payload', data: changed },
    summary: { kind: 'payload', origin, body: changed },
  };
}

function sampleData(world: World, { event }: Target): string {
  const sample = sampleStimulus(event, world.now());
  if (sample.kind !== 'payload') throw new Error(`the sample of "${event.type}" is no payload`);
  return sample.data;
}

/** The data of an event with the given message; a JSON text is the message's text where JSON is not asked for. */
function messageOf(engine: Engine, world: World, target: Target, { value, origin }: Given<string>): string {
  const { event } = target;
  const json = isJson(engine, value) || !takesText(event) ? compact(engine, value, origin) : undefined;
  const isText = json?.startsWith('"') === true && event.spec['jsonBody'] !== true;
  const text = isText ? String(JSON.parse(json)) : (json ?? value);
  const made = messageData(engine, event, text, world.now());
  if (made !== undefined) return made;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new UserError(
    'usage',
    `${origin} is ${shown}, and that is no data of a ${event.type} event`,
    `for example ${sampleData(world, target)}`,
  );
}

/**
 * Does the source pass on any message, whether or not it is JSON? With `jsonBody` it drops what is none.
 * Source: argo-events pkg/eventsources/events/event-data.go (Body holding json.RawMessage or the bytes).
 */
function takesText({ type, spec }: EventDefinition): boolean {
  const rule = sourceType(type)?.body;
  return rule !== undefined && !(rule.startsWith('json-') && spec['jsonBody'] === true);
}

/**
 * A body that the source passes on as bytes reaches the sensor as base64 text. JSON that was given for it is taken
 * as the message that was sent.
 * Source: argo-events pkg/eventsources/events/event-data.go (Body of type interface{} holding []byte).
 */
function encodeBody(engine: Engine, json: string, { event }: Target): string {
  const rule = sourceType(event.type)?.body;
  const { body } = members(engine, json, ['body']);
  if (rule === undefined || !body.exists || body.type === 'Null' || body.type === 'String') return json;
  if (rule.startsWith('json-') && event.spec['jsonBody'] === true) return json;
  const text =
    rule === 'text' || rule === 'json-or-text' ? body.raw : Buffer.from(body.raw).toString('base64');
  return assign(engine, json, [`body=${JSON.stringify(text)}`]);
}

function cloudEventStimulus(
  engine: Engine,
  world: World,
  given: CloudEvent,
  { file, data, assignments, headers, method }: StimulusOptions,
): BuiltStimulus {
  if (headers.length > 0 || method !== undefined) {
    throw new UserError('usage', 'a CloudEvent is put on the bus as it is: it has no HTTP headers or method');
  }
  const origin = data?.origin ?? file?.origin ?? 'a CloudEvent';
  let text = data?.value ?? given.data;
  if (assignments.length > 0) text = assign(engine, compact(engine, text ?? '{}', origin), assignments);
  const event: Event = {
    id: given.id ?? world.eventId(),
    type: given.type ?? '',
    source: given.source,
    subject: given.subject,
    dataContentType: given.dataContentType ?? 'application/json',
    time: given.time ?? world.now(),
    data: text,
  };
  return { stimulus: { kind: 'event', event }, summary: { kind: 'event', origin, body: text } };
}

function misfit(target: Target, origin: string, is: string, holds: string): UserError {
  return new UserError(
    'usage',
    `"${target.eventSource.name}/${target.event.name}" of type ${target.event.type} ${is}, and ${origin} holds ${holds}`,
  );
}
