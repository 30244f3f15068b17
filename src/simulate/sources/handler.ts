import type { Engine } from '../../engine/engine.ts';
import type { JsonObject } from '../../json.ts';
import type { EventDefinition, EventSource } from '../../model/kinds/event-source.ts';
import type { Model } from '../../model/model.ts';
import type { HttpRequest } from '../stimulus.ts';
import type { Decision, HttpResponse } from '../trace.ts';
import type { Header } from './header.ts';

/** A request that reached the handler of an event: route and bearer token are right, Authorization is masked. */
export interface Call {
  readonly request: HttpRequest;
  readonly header: Header;
  /** The query, without its question mark. */
  readonly query: string;
  /** Bytes that the handler reads of a body (`maxPayloadSize`). */
  readonly limit: number;
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  readonly model: Model;
  /** The current time, RFC 3339 in UTC. */
  readonly now: string;
}

/** What a handler made of a request. */
export interface Handled {
  /** The texts of the events' data, in order. Empty: nothing goes on the bus. */
  readonly payloads: readonly string[];
  /**
   * What the caller is told when, in the order of the payloads, these went well (a payload that a source filter
   * drops goes well). Undefined: the handler panicked and the connection closes without an answer.
   */
  respond(published: readonly boolean[]): HttpResponse | undefined;
  /** Why nothing goes on the bus; absent when that is as it should be. */
  readonly problem?: { readonly summary: string; readonly decision?: Decision };
  readonly notes: readonly string[];
}

export type Handler = (engine: Engine, call: Call) => Handled;

/** A plain text answer as Go's server sends it. Several texts are written one after the other. */
export function textResponse(status: number, ...texts: readonly string[]): HttpResponse {
  const body = texts.join('');
  const length = { 'Content-Length': String(Buffer.byteLength(body)) };
  if (body === '') return { status, headers: length, body };
  return { status, headers: { ...length, 'Content-Type': 'text/plain; charset=utf-8' }, body };
}

export function refused(response: HttpResponse, summary: string, more: Partial<Handled> = {}): Handled {
  return { payloads: [], notes: [], respond: () => response, problem: { summary }, ...more };
}

/** Source: argo-events pkg/eventsources/common/webhook/webhook.go (DispatchEvent). */
export function accepted(payload: string, notes: readonly string[] = []): Handled {
  return {
    payloads: [payload],
    notes,
    respond: ([published]) =>
      published === true ? textResponse(200, 'success') : textResponse(500, 'failed to record event'),
  };
}

/** How many bytes of a body a handler reads. Source: argo-events pkg/apis/events/v1alpha1/webhook_context.go. */
export function payloadLimit(context: JsonObject): number {
  const limit = context['maxPayloadSize'];
  return typeof limit === 'number' || typeof limit === 'bigint' ? Number(limit) : 1_048_576;
}

export function tooLarge({ request, limit }: Call): boolean {
  return request.body.length * 3 > limit && Buffer.byteLength(request.body) > limit;
}
