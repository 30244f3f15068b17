import type { Event } from './event.ts';

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
