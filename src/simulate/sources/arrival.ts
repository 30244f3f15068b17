import type { Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { encodeGo, isObject, scalarText } from '../../json.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import { busFault, type StartFault } from '../bus/bus-fault.ts';
import { secretValue } from '../secret.ts';
import type { HttpRequest } from '../stimulus.ts';
import type { Decision, HttpResponse } from '../trace.ts';
import { compacted, withMember } from './raw-json.ts';
import { receive } from './receive.ts';
import { dispatch, type HttpServer, requestPath, routesOf, unserved, webhookContext } from './routes.ts';
import { type SourceType, sourceType } from './source-type.ts';
import { calendarNotes } from './validation/calendar.ts';
import { refusalOf, type Unserved } from './validation/event-source.ts';

/** What an event source made of what happened to it. */
export interface Emission {
  readonly event: EventDefinition;
  /** What came in, without the values of secrets. */
  readonly input: string;
  /** The texts of the data of the events to publish. */
  readonly payloads: readonly string[];
  /** What the caller is told, given which of them were published; absent without HTTP. */
  respond?(published: readonly boolean[]): HttpResponse | undefined;
  readonly verdict: 'passed' | 'stopped' | 'failed' | 'crashed';
  readonly summary: string;
  readonly decision?: Decision;
  readonly at: Place;
  readonly notes: readonly string[];
}

/** The event sources of a model, as far as they listen to HTTP. */
export class Sources {
  readonly #model: Model;
  readonly #engine: Engine;
  readonly #places = new Map<EventDefinition, Place>();
  readonly #homes = new Map<EventDefinition, HttpServer | undefined>();
  readonly #faults = new Map<EventSource, StartFault | undefined>();
  readonly #calendarNotes = new Map<EventDefinition, readonly string[]>();
  #servers: readonly HttpServer[] | undefined;

  constructor(model: Model, engine: Engine) {
    this.#model = model;
    this.#engine = engine;
  }

  /** A request at the port of an event. */
  request(eventSource: EventSource, event: EventDefinition, request: HttpRequest, now: string): Emission {
    const fault = this.#faultOf(eventSource);
    if (fault !== undefined) return notServed(event, fault, request.body);
    const at = this.#place(eventSource, event);
    const server = this.#serverOf(event);
    if (server === undefined) {
      const why = unserved(event) ?? 'the event has no endpoint';
      return nothing(event, 'failed', `the event is not served: ${why}`, at, request.body);
    }
    const routed = dispatch(this.#engine, server, request);
    if (routed.kind === 'response') {
      return answeredByServer(eventSource, event, server, request, routed.response);
    }
    const handled = receive(this.#engine, {
      model: this.#model,
      eventSource: routed.eventSource,
      event: routed.event,
      request,
      now,
    });
    const notes = [...server.notes, ...handled.notes];
    if (routed.event !== event) {
      notes.push(
        `the request reaches the event "${routed.event.name}", which has the same port and endpoint`,
      );
    }
    const line = `${request.method} ${request.target}`;
    return {
      event: routed.event,
      input: this.#withoutToken(routed.eventSource, routed.event, request.body),
      payloads: handled.payloads,
      respond: (published) => handled.respond(published),
      verdict: handled.problem === undefined ? 'passed' : 'stopped',
      summary: handled.problem === undefined ? line : `${line}: ${handled.problem.summary}`,
      ...(handled.problem?.decision && { decision: handled.problem.decision }),
      at,
      notes,
    };
  }

  /** A message, a tick or a change: its data without `metadata`, as JSON text. */
  payload(eventSource: EventSource, event: EventDefinition, data: string): Emission {
    const fault = this.#faultOf(eventSource);
    if (fault !== undefined) return notServed(event, fault, data);
    const at = this.#place(eventSource, event);
    const type = sourceType(event.type);
    if (type === undefined)
      return nothing(event, 'failed', `"${event.type}" is no type of event source`, at, data);
    const compact = compacted(this.#engine, data);
    if (!compact.ok) {
      // Source: argo-events pkg/eventsources/sources (every type logs "failed to marshal the event data").
      const message = `the data is not JSON, so the message is dropped: ${compact.error}`;
      return nothing(event, 'failed', message, at, data);
    }
    const payload = withMetadata(type, event, compact.value);
    const notes = type.key === 'calendar' ? this.#notesOf(event) : [];
    return { event, input: data, payloads: [payload], verdict: 'passed', summary: type.key, at, notes };
  }

  /** Why no pod of this event source works; undefined when one does. */
  #faultOf(eventSource: EventSource): StartFault | undefined {
    if (this.#faults.has(eventSource)) return this.#faults.get(eventSource);
    const { resource, eventBusName } = eventSource;
    const refusal = refusalOf(resource.value, this.#engine);
    const fault =
      refusal === undefined
        ? busFault(this.#model, this.#engine, this.#model.namespaceOf(resource), eventBusName)
        : refused(eventSource, refusal);
    this.#faults.set(eventSource, fault);
    return fault;
  }

  #notesOf(event: EventDefinition): readonly string[] {
    const known = this.#calendarNotes.get(event) ?? calendarNotes(event.spec, this.#engine);
    this.#calendarNotes.set(event, known);
    return known;
  }

  #place(eventSource: EventSource, event: EventDefinition): Place {
    const known = this.#places.get(event);
    if (known !== undefined) return known;
    const place = eventSource.resource.at(event.path);
    this.#places.set(event, place);
    return place;
  }

  #serverOf(event: EventDefinition): HttpServer | undefined {
    if (this.#homes.has(event)) return this.#homes.get(event);
    this.#servers ??= routesOf(this.#model);
    const server = this.#servers.find(({ routes }) => routes.some((route) => route.event === event));
    this.#homes.set(event, server);
    return server;
  }

  /** Slack sends its verification token in the body. */
  #withoutToken(eventSource: EventSource, event: EventDefinition, body: string): string {
    if (event.type !== 'slack') return body;
    const token = secretValue(
      this.#model,
      this.#model.namespaceOf(eventSource.resource),
      event.spec['token'],
    );
    return token?.kind === 'given' && token.value !== '' ? body.replaceAll(token.value, '***') : body;
  }
}

function nothing(
  event: EventDefinition,
  verdict: Emission['verdict'],
  summary: string,
  at: Place,
  input: string,
): Emission {
  return { event, input, payloads: [], verdict, summary, at, notes: [] };
}

const EARLIER_VERSION =
  'no Deployment is made: one from an earlier version of this EventSource would keep running as it was';
const EVERY_OBJECT =
  'while such an object is in the cluster, the controller cannot list its event sources at all, and handles no other one either';

function refused(eventSource: EventSource, { kind, message, path }: Unserved): StartFault {
  const why = message === '' ? 'an error without a text, because the event has no "webhook"' : message;
  const does = kind === 'refused' ? 'refuses' : 'cannot read';
  return {
    summary: `the controller ${does} this EventSource: ${why}`,
    at: eventSource.resource.at(path),
    notes: kind === 'refused' ? [EARLIER_VERSION] : [EARLIER_VERSION, EVERY_OBJECT],
  };
}

function notServed(event: EventDefinition, { summary, at, notes }: StartFault, input: string): Emission {
  return { ...nothing(event, 'failed', summary, at, input), notes };
}

function withMetadata(type: SourceType, event: EventDefinition, data: string): string {
  if (!data.startsWith('{') || type.metadata === 'never') return data;
  const { metadata } = event.spec;
  const given = isObject(metadata) && Object.keys(metadata).length > 0;
  if (given) return withMember(data, 'metadata', encodeGo(metadata));
  return type.metadata === 'always' ? withMember(data, 'metadata', 'null') : data;
}

/** The router's own answers: no such path, an unclean path, the health check. */
function answeredByServer(
  eventSource: EventSource,
  event: EventDefinition,
  server: HttpServer,
  request: HttpRequest,
  response: HttpResponse,
): Emission {
  const endpoint = webhookContext(event)?.value['endpoint'];
  const route = server.routes.find((candidate) => candidate.event === event);
  const path = requestPath(request.target)?.path ?? request.target;
  const at = route?.at ?? eventSource.resource.at(event.path);
  const line = `${request.method} ${request.target}`;
  const summary =
    response.status === 200 ? `${line} is the health check` : `${line} is answered with ${response.status}`;
  const wouldPass =
    route?.unreachable ?? `a request to ${scalarText(endpoint) ?? 'its endpoint'} would reach the event`;
  const decision: Decision = {
    subject: 'path',
    value: JSON.stringify(path),
    expected: `= ${JSON.stringify(endpoint ?? '')}`,
    wouldPass,
    at,
  };
  return {
    ...nothing(event, 'stopped', summary, at, request.body),
    respond: () => response,
    ...(response.status !== 200 && { decision }),
    notes: server.notes,
  };
}
