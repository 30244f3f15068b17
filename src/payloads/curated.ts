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

/**
 * The place in a sample where a value of the data comes from, as `--set` says it; undefined where it is none of the
 * message's or body's own, or where only a query leads to it.
 */
export function placeInSample({ type, content }: Sample, path: string): string | undefined {
  if (!/^[\w-]+(?:\.[\w-]+)*$/.test(path)) return undefined;
  if (content.kind === 'message') return path;
  switch (type) {
    case 'stripe':
      return moved(path, 'event.', 'body.');
    case 'storageGrid':
      return moved(path, 'notification.', 'body.');
    case 'slack':
      if ('event' in content.body) return moved(path, 'Data.', 'body.event.');
      return 'payload' in content.body ? `body.payload.${path}` : `body.${path}`;
    default:
      // GitHub's event source adds what the headers say to the body.
      return path.startsWith('body.X-GitHub-') ? undefined : moved(path, 'body.', 'body.');
  }
}

function moved(path: string, from: string, to: string): string | undefined {
  return path.startsWith(from) ? to + path.slice(from.length) : undefined;
}
