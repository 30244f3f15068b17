/** An event as a sensor sees it. Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (Event, EventContext). */
export interface Event {
  readonly id: string;
  /** The event source's type constant: `webhook`, `pubsub`, `redisStream` … */
  readonly type: string;
  /** The EventSource's name. */
  readonly source: string;
  /** The event's name in the EventSource. */
  readonly subject: string;
  readonly dataContentType: string;
  /** RFC 3339 in UTC, with up to nine fractional digits. */
  readonly time: string;
  /** The payload's text; null when there is none. */
  readonly data: string | null;
}
