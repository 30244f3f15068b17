import type { Sample } from './sample.ts';

/**
 * The places that a sample tells of, by their path in the data that its event source makes of it, with what is there.
 * Source: argo-events pkg/eventsources/events/event-data.go, pkg/eventsources/sources (slack, stripe: start.go).
 */
export function curatedPlaces({ type, content, fields }: Sample): ReadonlyMap<string, string> {
  return new Map(
    fields.map(({ path, description }) => [
      content.kind === 'request' ? arrived(type, path) : path,
      description,
    ]),
  );
}

/** Where something of a request's body stands in the data. */
function arrived(type: string, path: string): string {
  switch (type) {
    case 'stripe':
      return path.replace(/^body\./, 'event.');
    case 'storageGrid':
      return path.replace(/^body\./, 'notification.');
    case 'slack':
      return path.replace(/^body\.event\./, 'Data.').replace(/^body\.(?:payload\.)?/, '');
    default:
      return path;
  }
}
