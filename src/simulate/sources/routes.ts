import { posix } from 'node:path';
import type { Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import { isObject, type JsonObject } from '../../json.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import type { HttpRequest } from '../stimulus.ts';
import type { HttpResponse } from '../trace.ts';
import { percentDecoded } from './go-url.ts';
import { textResponse } from './handler.ts';
import { sourceType } from './source-type.ts';

/** One endpoint of one event. */
export interface Route {
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  readonly endpoint: string;
  /** The RE2 expression of an endpoint with `{variables}`; undefined: the path has to equal the endpoint. */
  readonly pattern: string | undefined;
  readonly at: Place;
  /** Why no request ever reaches the event here: `the endpoint does not start with "/"`. */
  readonly unreachable: string | undefined;
}

/** One listening port. Every event source is a process of its own; in it each type runs its own server for a port. */
export interface HttpServer {
  readonly eventSource: EventSource;
  /** The key of the type in `spec`. */
  readonly type: string;
  readonly port: string;
  /** Served with TLS: the first route of the port names both a certificate and a key. */
  readonly tls: boolean;
  readonly routes: readonly Route[];
  /** What a person should know: a second server that cannot listen on the port. */
  readonly notes: readonly string[];
}

/** Where a request goes: to the handler of an event, or to an answer that the server gives by itself. */
export type Dispatch =
  | { readonly kind: 'event'; readonly eventSource: EventSource; readonly event: EventDefinition }
  | { readonly kind: 'response'; readonly response: HttpResponse };

/** Where an HTTP event's `endpoint`, `port` and so on stand: in the event itself, or below `webhook`. */
export function webhookContext(
  event: EventDefinition,
): { value: JsonObject; path: readonly string[] } | undefined {
  if (sourceType(event.type)?.http !== true) return undefined;
  if (event.type === 'webhook') return { value: event.spec, path: [] };
  const webhook = event.spec['webhook'];
  return isObject(webhook) ? { value: webhook, path: ['webhook'] } : undefined;
}

/**
 * Why an HTTP event is not served at all; undefined when it is.
 * Source: argo-events pkg/eventsources/common/webhook/validate.go (ValidateWebhookContext, validateRoute).
 */
export function unserved(event: EventDefinition): string | undefined {
  const context = webhookContext(event);
  if (context === undefined) return 'the event has no "webhook" with an endpoint and a port';
  const { endpoint, port } = context.value;
  if (typeof endpoint !== 'string' || endpoint === '') return "endpoint can't be empty";
  if (port === undefined || port === null || port === '') return "port can't be empty";
  if (typeof port === 'number') return `port ${JSON.stringify(port)} is a number and has to be a string`;
  if (typeof port !== 'string') return 'port has to be a string';
  if (!/^[+-]?\d+$/.test(port)) return `failed to parse server port ${port}`;
  return undefined;
}

/** All ports that the event sources of the model listen on, in the order of the manifests. */
export function routesOf(model: Model): readonly HttpServer[] {
  return model.eventSources.flatMap((eventSource) => serversOf(eventSource));
}

function serversOf(eventSource: EventSource): HttpServer[] {
  const servers = new Map<string, { type: string; port: string; events: EventDefinition[] }>();
  for (const event of eventSource.events) {
    const port = webhookContext(event)?.value['port'];
    if (unserved(event) !== undefined || typeof port !== 'string') continue;
    const key = JSON.stringify([event.type, port]);
    const server = servers.get(key);
    if (server === undefined) servers.set(key, { type: event.type, port, events: [event] });
    else server.events.push(event);
  }
  const taken = new Map<string, string>();
  return [...servers.values()].map(({ type, port, events }) => {
    const other = taken.get(port);
    if (other === undefined) taken.set(port, type);
    const first = events[0] && webhookContext(events[0])?.value;
    return {
      eventSource,
      type,
      port,
      tls: isObject(first?.['serverCertSecret']) && isObject(first['serverKeySecret']),
      routes: routesFor(eventSource, events),
      notes:
        other === undefined
          ? []
          : [
              `the types "${other}" and "${type}" of "${eventSource.name}" both use port ${port}: only one can listen`,
            ],
    };
  });
}

/**
 * A route's name is its port and endpoint, so a second event with the same endpoint is not registered.
 * The real map has no order; here the first in the manifest wins.
 * Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).
 */
function routesFor(eventSource: EventSource, events: readonly EventDefinition[]): Route[] {
  const taken = new Map<string, EventDefinition>();
  return events.map((event) => {
    const context = webhookContext(event);
    const endpoint = typeof context?.value['endpoint'] === 'string' ? context.value['endpoint'] : '';
    const template = muxTemplate(endpoint);
    const other = taken.get(endpoint);
    if (other === undefined) taken.set(endpoint, event);
    return {
      eventSource,
      event,
      endpoint,
      pattern: template.pattern,
      at: eventSource.resource.at([...event.path, ...(context?.path ?? []), 'endpoint']),
      unreachable:
        other === undefined
          ? template.problem
          : `the event "${other.name}" has the same port and endpoint, and only one of them is served, at random`,
    };
  });
}

/**
 * `/deploy/{env}` → `^/deploy/(?P<v0>[^/]+)$`.
 * Source: gorilla/mux v1.8.1 regexp.go (newRouteRegexp, braceIndices), route.go (addRegexpMatcher).
 */
function muxTemplate(endpoint: string): { pattern?: string; problem?: string } {
  if (!endpoint.startsWith('/'))
    return { problem: 'the endpoint does not start with "/", so the router refuses it' };
  if (!/[{}]/.test(endpoint)) return {};
  const unbalanced = { problem: 'the braces of the endpoint are not balanced, so the router refuses it' };
  let pattern = '^';
  let level = 0;
  let start = 0;
  let variables = 0;
  for (let index = 0; index < endpoint.length; index++) {
    const character = endpoint[index];
    if (character === '{') {
      if (level++ === 0) {
        pattern += quoteMeta(endpoint.slice(start, index));
        start = index + 1;
      }
    } else if (character === '}') {
      if (--level < 0) return unbalanced;
      if (level > 0) continue;
      const variable = endpoint.slice(start, index);
      start = index + 1;
      const colon = variable.indexOf(':');
      const name = colon < 0 ? variable : variable.slice(0, colon);
      const own = colon < 0 ? '[^/]+' : variable.slice(colon + 1);
      if (name === '' || own === '')
        return { problem: 'a variable of the endpoint has no name or no pattern' };
      pattern += `(?P<v${variables++}>${own})`;
    }
  }
  if (level !== 0) return unbalanced;
  return { pattern: `${pattern}${quoteMeta(endpoint.slice(start))}$` };
}

function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

/** The path and the query of a request line; undefined when the server refuses the line itself. */
export function requestPath(target: string): { path: string; query: string } | undefined {
  const relative = target.replace(/^[a-z][\w+.-]*:\/\/[^/?]*/i, '');
  const cut = relative.indexOf('?');
  const path = percentDecoded(cut < 0 ? relative : relative.slice(0, cut), 'path');
  if (!path.ok) return undefined;
  return { path: path.text === '' ? '/' : path.text, query: cut < 0 ? '' : relative.slice(cut + 1) };
}

/**
 * What the server of one port does with a request.
 * Source: gorilla/mux v1.8.1 mux.go (ServeHTTP, cleanPath), go1.26 src/net/http/server.go (NotFound).
 */
export function dispatch(engine: Engine, server: HttpServer, request: HttpRequest): Dispatch {
  const parts = requestPath(request.target);
  if (parts === undefined) return respond(textResponse(400, '400 Bad Request'));
  const clean = cleanPath(parts.path);
  if (clean !== parts.path) {
    // Half of a surrogate pair, which only a text of JavaScript can hold, has no bytes: it would arrive as U+FFFD.
    const location = encodeURI(clean.toWellFormed()) + (parts.query === '' ? '' : `?${parts.query}`);
    return respond({ status: 301, headers: { Location: location, 'Content-Length': '0' }, body: '' });
  }
  for (const route of server.routes) {
    if (route.unreachable !== undefined || !matches(engine, route, parts.path)) continue;
    return { kind: 'event', eventSource: route.eventSource, event: route.event };
  }
  if (parts.path === '/health') return respond(textResponse(200, 'OK'));
  const missing = textResponse(404, '404 page not found\n');
  return respond({ ...missing, headers: { ...missing.headers, 'X-Content-Type-Options': 'nosniff' } });
}

function respond(response: HttpResponse): Dispatch {
  return { kind: 'response', response };
}

function matches(engine: Engine, { endpoint, pattern }: Route, path: string): boolean {
  if (pattern === undefined) return endpoint === path;
  const [answer] = engine.ask([{ op: 'regexp', pattern, texts: [path] }]);
  return answer.ok && answer.value[0] === true;
}

function cleanPath(path: string): string {
  return posix.normalize(path.startsWith('/') ? path : `/${path}`);
}
