import { isObject, type JsonObject } from '../json.ts';
import type { EventSource } from '../model/kinds/event-source.ts';
import type { Ingress } from '../model/kinds/ingress.ts';
import type { Link } from '../model/links.ts';
import { runsAs } from './accounts.ts';
import { absence, type Context, idOfObject } from './context.ts';
import { eventLines, fact } from './summary.ts';

const BUS_NAMES = {
  jetstream: 'JetStream',
  jetstreamExotic: 'JetStream elsewhere',
  nats: 'NATS Streaming',
  kafka: 'Kafka',
} as const;

/** The buses that are there, also those that nobody uses. */
export function addEventBuses({ model, draft, idOf }: Context): void {
  for (const { resource, name, bus } of model.eventBuses) {
    draft.node({
      id: idOf(resource),
      kind: 'event-bus',
      noun: 'EventBus',
      title: name,
      namespace: model.namespaceOf(resource),
      lines: bus === undefined ? [] : [BUS_NAMES[bus]],
      sites: [{ resource, path: [] }],
      content: resource.value,
    });
  }
}

/** What a bus carries of one event of one EventSource; the bus may be one that is not there. */
export function subject(context: Context, bus: Link, source: string, event: string): string {
  const { draft } = context;
  const { namespace, name } = bus.to;
  const parent = draft.node({
    id: idOfObject('EventBus', namespace, name),
    kind: 'event-bus',
    noun: 'EventBus',
    title: name,
    namespace,
    presence: context.presenceOf(bus),
  });
  return draft.node({
    id: `${parent}/${source}/${event}`,
    kind: 'subject',
    parent,
    noun: 'subject',
    title: `${source}.${event}`,
    namespace,
    facts: [...fact('event source', source), ...fact('event', event), { label: 'bus', text: name }],
  });
}

export function addEventSource(context: Context, source: EventSource): void {
  const { model, draft, idOf, presenceOf } = context;
  const { resource, events } = source;
  const namespace = model.namespaceOf(resource);
  const id = draft.node({
    id: idOf(resource),
    kind: 'event-source',
    noun: 'EventSource',
    title: resource.displayName,
    namespace,
    facts: [
      ...fact('service', hasService(resource.value) ? `${source.name}-eventsource-svc` : ''),
      ...fact('service account', source.serviceAccountName),
    ],
    sites: [{ resource, path: [] }],
    content: withoutEvents(source),
  });
  const [bus] = context.linksOf(resource, 'event-bus');
  for (const event of events) {
    const node = draft.node({
      id: `${id}/${event.name}`,
      kind: 'event',
      parent: id,
      noun: `${event.type} event`,
      title: event.name,
      namespace,
      lines: eventLines(event),
      facts: fact('filter', event.filterExpression ?? ''),
      sites: [{ resource, path: event.path }],
      content: event.spec,
    });
    if (bus === undefined) continue;
    draft.edge({
      kind: 'publishes',
      from: node,
      to: subject(context, bus, source.name, event.name),
      labels: event.filterExpression === undefined ? [] : [event.filterExpression],
      broken: absence(bus, presenceOf(bus)),
      sites: [{ resource, path: ['spec', 'eventBusName'] }],
    });
  }
  const asked = context.permissions.ofEventSource(source);
  for (const link of context.linksOf(resource, 'runs-as')) runsAs(context, id, link, asked);
}

export function addIngress(context: Context, { resource, name, backends }: Ingress): void {
  const { model, draft, idOf, presenceOf } = context;
  const links = context.linksOf(resource, 'backend');
  const leads = links.some(
    ({ target, to }) => target?.kind === 'EventSource' || /-eventsource-svc$/.test(to.name),
  );
  // An Ingress to something else is none of the flow's.
  if (!leads) return;
  const id = draft.node({
    id: idOf(resource),
    kind: 'ingress',
    noun: 'Ingress',
    title: name,
    namespace: model.namespaceOf(resource),
    lines: [...new Set(backends.map(({ host, urlPath }) => `${host || '*'}${urlPath || '/'}`))],
    sites: [{ resource, path: [] }],
    content: resource.value,
  });
  for (const link of links) {
    const presence = presenceOf(link);
    const { target, to } = link;
    if (target !== undefined && target.kind !== 'EventSource') continue;
    const end =
      target === undefined
        ? draft.node({
            id: idOfObject('Service', to.namespace, to.name),
            kind: 'object',
            noun: 'Service',
            title: to.name,
            namespace: to.namespace,
            presence,
          })
        : idOf(target);
    draft.edge({
      kind: 'backend',
      from: id,
      to: end,
      broken: absence(link, presence),
      sites: [{ resource, path: link.at.path ?? [] }],
    });
  }
}

function hasService(value: JsonObject): boolean {
  const spec = value['spec'];
  return isObject(spec) && isObject(spec['service']);
}

/** What of an EventSource is no event's: those are nodes of their own. */
function withoutEvents({ resource, events }: EventSource): JsonObject {
  const types = new Set(events.map(({ type }) => type));
  const { spec } = resource.value;
  if (!isObject(spec)) return resource.value;
  return {
    ...resource.value,
    spec: Object.fromEntries(Object.entries(spec).filter(([key]) => !types.has(key))),
  };
}
