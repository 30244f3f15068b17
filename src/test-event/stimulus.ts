import type { Engine } from '../engine/engine.ts';
import { UserError } from '../errors.ts';
import type { EventDefinition } from '../model/kinds/event-source.ts';
import type { Library } from '../payloads/library.ts';
import { sampleId } from '../payloads/sample.ts';
import type { Event } from '../simulate/event.ts';
import { endpointPath, messageData } from '../simulate/sources/sample.ts';
import { sourceType } from '../simulate/sources/source-type.ts';
import type { HttpRequest, Stimulus } from '../simulate/stimulus.ts';
import type { World } from '../simulate/world.ts';
import type { CloudEvent, EventFile } from './event-file.ts';
import { assign, compact, isJson, members } from './json-text.ts';
import { buildRequest, mergeHeaders, parseHeader, printableHeaders } from './request.ts';
import type { StimulusSummary } from './result.ts';
import {
  completed,
  defaultData,
  defaultRequest,
  type RequestFile,
  sampleMessage,
  sampleRequest,
} from './sample.ts';
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

/** Where an event is made: the languages, the clock, and the events that the types are known to send. */
export interface StimulusPorts {
  readonly engine: Engine;
  readonly world: World;
  readonly library: Library;
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
    case 'sample': {
      // Any provider can be pointed at a plain webhook.
      const { type } = file.sample;
      return type === event.type || (event.type === 'webhook' && isHttp(type));
    }
  }
}

/** What happens at the event source. Throws a UserError (usage) when what was given cannot happen there. */
export function buildStimulus(ports: StimulusPorts, target: Target, options: StimulusOptions): BuiltStimulus {
  const { file } = options;
  if (file?.value.kind === 'event') return cloudEventStimulus(ports, file.value.event, options);
  if (file?.value.kind === 'sample' && !fits(file.value, target)) {
    throw misfit(target, `the sample "${sampleId(file.value.sample)}"`, file.value.sample.type);
  }
  return isHttp(target.event.type)
    ? httpStimulus(ports, target, options)
    : payloadStimulus(ports, target, options);
}

/** A request that came from outside, as it is. */
export function requestStimulus(request: HttpRequest): BuiltStimulus {
  return { stimulus: { kind: 'http', request }, summary: requestSummary(request, 'a request') };
}

function isHttp(type: string): boolean {
  return sourceType(type)?.http === true;
}

function httpStimulus(
  { engine, library }: StimulusPorts,
  target: Target,
  { file, data, assignments, headers, method }: StimulusOptions,
): BuiltStimulus {
  const { event } = target;
  if (file?.value.kind === 'payload') {
    throw misfitKind(target, file.origin, 'is an HTTP event source', 'a payload');
  }
  const given: RequestFile | undefined =
    file?.value.kind === 'http'
      ? file.value
      : file?.value.kind === 'sample'
        ? sampleRequest(file.value.sample, event, assignments)
        : undefined;
  const sample = given ?? defaultRequest(library, event);
  const { formField } = sample;
  const request = buildRequest(engine, {
    method: method ?? sample.method ?? methodOf(event),
    path: given?.path ?? endpointPath(event),
    // Another body than the sample's has other headers; only what names the kind of event still holds.
    headers: mergeHeaders(sample.headers, headers.map(parseHeader)),
    body: data?.value ?? sample.body,
    bodyName: data?.origin ?? 'the body',
    assignments,
    ...(data === undefined && formField !== undefined && { formField }),
  });
  const origin = data?.origin ?? file?.origin ?? `the sample of a ${event.type} event`;
  return { stimulus: { kind: 'http', request }, summary: requestSummary(request, origin) };
}

/** The method that the event asks for. */
function methodOf({ spec }: EventDefinition): string {
  return typeof spec['method'] === 'string' && spec['method'] !== '' ? spec['method'] : 'POST';
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
  ports: StimulusPorts,
  target: Target,
  { file, data, assignments, headers, method }: StimulusOptions,
): BuiltStimulus {
  const { engine, library, world } = ports;
  const { event } = target;
  if (file?.value.kind === 'http') {
    throw misfitKind(target, file.origin, 'takes no HTTP requests', 'a request');
  }
  if (headers.length > 0 || method !== undefined) {
    const name = `${target.eventSource.name}/${event.name}`;
    throw new UserError(
      'usage',
      `"${name}" is of type ${event.type}, which takes no HTTP requests: it has no ${method === undefined ? 'headers' : 'method'}`,
    );
  }
  const origin = data?.origin ?? file?.origin ?? `the sample of a ${event.type} event`;
  const changed =
    data === undefined && file?.value.kind === 'sample'
      ? sampleMessage(engine, file.value.sample, event, assignments, world.now())
      : encodeBody(
          engine,
          assign(
            engine,
            data !== undefined
              ? messageOf(ports, target, data)
              : file?.value.kind === 'payload'
                ? completed(engine, event, file.value.data, world.now())
                : defaultData(engine, library, event, world.now()),
            assignments,
          ),
          target,
        );
  return {
    stimulus: { kind: 'payload', data: changed },
    summary: { kind: 'payload', origin, body: changed },
  };
}

/** The data of an event with the given message; a JSON text is the message's text where JSON is not asked for. */
function messageOf(
  { engine, world, library }: StimulusPorts,
  { event }: Target,
  { value, origin }: Given<string>,
): string {
  const json = isJson(engine, value) || !takesText(event) ? compact(engine, value, origin) : undefined;
  const isText = json?.startsWith('"') === true && event.spec['jsonBody'] !== true;
  const text = isText ? String(JSON.parse(json)) : (json ?? value);
  const made = messageData(engine, event, text, world.now());
  if (made !== undefined) return made;
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  throw new UserError(
    'usage',
    `${origin} is ${shown}, and that is no data of a ${event.type} event`,
    `for example ${defaultData(engine, library, event, world.now())}`,
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
  { engine, world }: StimulusPorts,
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

function misfitKind(target: Target, origin: string, is: string, holds: string): UserError {
  return new UserError(
    'usage',
    `"${target.eventSource.name}/${target.event.name}" of type ${target.event.type} ${is}, and ${origin} holds ${holds}`,
  );
}

function misfit({ eventSource, event }: Target, what: string, type: string): UserError {
  return new UserError(
    'usage',
    `"${eventSource.name}/${event.name}" is of type ${event.type}, and ${what} is sent to an event source of type ${type}`,
    `argoflow events list ${event.type} shows what it may get`,
  );
}
