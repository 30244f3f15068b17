import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import { type HttpServer, routesOf, unserved, webhookContext } from '../simulate/sources/routes.ts';

const KNOWN = new WeakMap<Model, ReadonlyMap<EventSource, readonly HttpServer[]>>();

/** The ports that the pod of an EventSource listens on; without events that the controller refuses. */
export function serversOf(model: Model, eventSource: EventSource): readonly HttpServer[] {
  let all = KNOWN.get(model);
  if (all === undefined) {
    const found = new Map<EventSource, HttpServer[]>();
    for (const server of routesOf(model)) {
      const others = found.get(server.eventSource);
      if (others === undefined) found.set(server.eventSource, [server]);
      else others.push(server);
    }
    all = found;
    KNOWN.set(model, all);
  }
  return all.get(eventSource) ?? [];
}

/** A text of an event's webhook, and where it stands; undefined when the event has no such text. */
export function webhookText(
  event: EventDefinition,
  key: 'endpoint' | 'port' | 'method' | 'url',
): { readonly text: string; readonly path: readonly (string | number)[] } | undefined {
  const context = webhookContext(event);
  const text = context?.value[key];
  if (context === undefined || typeof text !== 'string' || text === '') return undefined;
  return { text, path: [...event.path, ...context.path, key] };
}

/** The object with an event's endpoint and port, when it takes requests at all. */
export function servedContext(event: EventDefinition): ReturnType<typeof webhookContext> {
  return unserved(event) === undefined ? webhookContext(event) : undefined;
}
