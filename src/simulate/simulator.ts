import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Event } from './event.ts';
import type { EventTrace } from './trace.ts';

/**
 * The way of events through event sources, bus and sensors of one Model, with the state that the real ones keep:
 * what each trigger has accumulated, which ids it has seen, when its conditions were last reset.
 */
export interface Simulator {
  /** Never throws on what manifests or events say: that is in the trace. */
  fire(firing: Firing): EventTrace;
}

export interface Firing {
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  readonly stimulus: Stimulus;
}

/** What happens at an event source. */
export type Stimulus =
  | { readonly kind: 'http'; readonly request: HttpRequest }
  /** The data of the event as its type builds it (without `metadata`), as JSON text. */
  | { readonly kind: 'payload'; readonly data: string }
  /** A whole event, put on the bus as it is. */
  | { readonly kind: 'event'; readonly event: Event };

export interface HttpRequest {
  readonly method: string;
  /** Path with query, as on the request line: `/deploy?dry=1`. */
  readonly target: string;
  /** In the order sent; names as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}
