import type { Engine } from '../engine/engine.ts';
import { isObject, scalarText, textOf } from '../json.ts';
import type { EventBus } from '../model/kinds/event-bus.ts';
import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import { busFault } from './bus/bus-fault.ts';
import { Duplicates } from './bus/duplicates.ts';
import { Listeners, nobodyListens } from './bus/listeners.ts';
import { busNotes, eventBusOf, publishing } from './bus/publish.ts';
import type { Event } from './event.ts';
import { parsed } from './object-json.ts';
import { type Emission, Sources } from './sources/arrival.ts';
import { sourceType } from './sources/source-type.ts';
import type { Stimulus } from './stimulus.ts';
import type { EventTrace, TriggerTrace } from './trace.ts';
import { Trail } from './trail.ts';
import { CreatedObjects } from './triggers/created-objects.ts';
import { failureText } from './triggers/perform.ts';
import type { World } from './world.ts';

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

/** Seconds in which the stream drops a second event with the same id, as the controller configures it. */
const STREAM_DUPLICATES = 300;

export function createSimulator(model: Model, engine: Engine, world: World): Simulator {
  const sources = new Sources(model, engine);
  const listeners = new Listeners({ model, engine, world, created: new CreatedObjects() });
  const stream = new Duplicates(STREAM_DUPLICATES);
  const buses = new Map<EventSource, Bus>();
  let offset = 0;

  function busOf(eventSource: EventSource): Bus {
    const known = buses.get(eventSource);
    if (known !== undefined) return known;
    const namespace = model.namespaceOf(eventSource.resource);
    const found = {
      bus: eventBusOf(model, namespace, eventSource.eventBusName),
      notes: busNotes(model, namespace, eventSource.eventBusName),
    };
    buses.set(eventSource, found);
    return found;
  }

  /** The bus, and whoever listens. The hops up to here are in the trail. */
  function publish(eventSource: EventSource, event: Event, trail: Trail, foreign: boolean): Published {
    const { bus, notes } = busOf(eventSource);
    const noted = notes.length > 0 && { notes };
    const hop = { kind: 'bus', name: eventSource.eventBusName } as const;
    const publishable = publishing(bus, event);
    if (!publishable.ok) {
      const { subject, value, expected, wouldPass } = publishable;
      const at = eventSource.resource.at(['metadata', 'name']);
      trail.add({
        ...hop,
        verdict: 'failed',
        summary: `the event cannot be published, after 5 attempts: ${publishable.error}`,
        decision: { subject, value, expected, wouldPass, at },
        at,
        notes: [...notes, ...publishable.notes],
      });
      return { published: false, triggers: [] };
    }
    if (foreign && stream.seen(event.id, Date.parse(world.now()))) {
      trail.add({
        ...hop,
        verdict: 'stopped',
        summary: `the bus had an event with the id "${event.id}" less than ${STREAM_DUPLICATES} seconds ago, and drops this one`,
        ...noted,
      });
      return { published: true, triggers: [] };
    }
    const heard = listeners.of(eventSource, event);
    if (heard.length === 0) {
      const decision = nobodyListens(model, eventSource, event);
      trail.add({
        ...hop,
        verdict: 'stopped',
        summary: `no sensor listens to "${event.source}/${event.subject}"`,
        decision,
        at: decision.at,
        ...noted,
      });
      return { published: true, triggers: [] };
    }
    trail.add({ ...hop, verdict: 'passed', summary: `event ${event.id}`, ...noted });
    const triggers = heard.flatMap(({ subscriptions, matching }) =>
      subscriptions.flatMap((subscription) => subscription.receive(event, matching, foreign)),
    );
    return { published: true, triggers };
  }

  function fireEvent(eventSource: EventSource, event: Event): EventTrace {
    const trail = new Trail(world);
    const { eventBusName, resource } = eventSource;
    const fault = busFault(model, engine, model.namespaceOf(resource), eventBusName);
    if (fault !== undefined) {
      trail.add({ kind: 'bus', name: eventBusName, verdict: 'failed', ...fault });
      return { hops: trail.hops, triggers: [] };
    }
    const { published, triggers } = publish(eventSource, event, trail, true);
    return { hops: trail.hops, triggers, ...(published && { event }) };
  }

  /** One payload of an event source: its filter, the event around it, the bus. */
  function firePayload(eventSource: EventSource, definition: EventDefinition, data: string, trail: Trail) {
    if (!passesSourceFilter(engine, eventSource, definition, data, trail)) {
      return { published: true, trace: { hops: trail.hops, triggers: [] } satisfies EventTrace };
    }
    const type = sourceType(definition.type);
    const event: Event = {
      id: definition.type === 'kafka' ? kafkaId(eventSource, definition, data, offset++) : world.eventId(),
      type: type?.constant ?? definition.type,
      source: eventSource.name,
      subject: definition.name,
      dataContentType: 'application/json',
      time: world.now(),
      data,
    };
    const { published, triggers } = publish(eventSource, event, trail, false);
    const trace: EventTrace = { hops: trail.hops, triggers, ...(published && { event }) };
    return { published, trace };
  }

  function fireEmission(eventSource: EventSource, emission: Emission, trail: Trail): EventTrace {
    const { payloads, input, event, verdict, summary, at, decision, notes } = emission;
    trail.add({
      kind: 'source',
      name: `${eventSource.name}/${event.name}`,
      verdict,
      summary,
      at: decision?.at ?? at,
      input,
      ...(payloads[0] !== undefined && { output: payloads[0] }),
      ...(decision && { decision }),
      ...(notes.length > 0 && { notes }),
    });
    const [first, ...rest] = payloads.map((data, index) =>
      firePayload(eventSource, event, data, index === 0 ? trail : new Trail(world)),
    );
    const outcomes = first === undefined ? [] : [first, ...rest];
    const response = emission.respond?.(outcomes.map(({ published }) => published));
    return {
      ...(first?.trace ?? { hops: trail.hops, triggers: [] }),
      ...(response && { response }),
      ...(rest.length > 0 && { others: rest.map(({ trace }) => trace) }),
    };
  }

  return {
    fire({ eventSource, event, stimulus }) {
      switch (stimulus.kind) {
        case 'event':
          return fireEvent(eventSource, stimulus.event);
        case 'payload': {
          const trail = new Trail(world);
          const emission = sources.payload(eventSource, event, stimulus.data);
          return fireEmission(eventSource, emission, trail);
        }
        case 'http': {
          const trail = new Trail(world);
          const emission = sources.request(eventSource, event, stimulus.request, world.now());
          return fireEmission(eventSource, emission, trail);
        }
      }
    },
  };
}

interface Bus {
  readonly bus: EventBus | undefined;
  readonly notes: readonly string[];
}

interface Published {
  readonly published: boolean;
  readonly triggers: readonly TriggerTrace[];
}

/** False and errors alike drop the event, and nobody is told. Source: argo-events pkg/eventsources/eventing.go. */
function passesSourceFilter(
  engine: Engine,
  eventSource: EventSource,
  event: EventDefinition,
  data: string,
  trail: Trail,
): boolean {
  const expression = event.filterExpression;
  if (expression === undefined || sourceType(event.type)?.filterExpression !== true) return true;
  const [answer] = engine.ask([{ op: 'sourceFilter', expression, json: data }]);
  const at = eventSource.resource.at([...event.path, 'filter', 'expression']);
  const hop = { kind: 'source-filter', name: expression, at, input: data } as const;
  if (answer.ok && answer.value) {
    trail.add({ ...hop, verdict: 'passed', summary: 'true' });
    return true;
  }
  const failure = answer.ok ? undefined : { kind: answer.kind, error: answer.error };
  const dropped = 'the event is dropped without a word: the caller is told "success" all the same';
  trail.add({
    ...hop,
    verdict: failure === undefined ? 'stopped' : failure.kind === 'error' ? 'failed' : 'crashed',
    summary: failure === undefined ? 'false' : failureText(failure),
    decision: {
      subject: expression,
      value: failure === undefined ? 'false' : failure.error,
      expected: 'true',
      wouldPass: 'data for which the expression is true would pass',
      at,
    },
    notes: [dropped],
  });
  return false;
}

/** Source: argo-events pkg/eventsources/sources/kafka/start.go (genUniqueID). */
function kafkaId(
  eventSource: EventSource,
  { name, spec }: EventDefinition,
  data: string,
  offset: number,
): string {
  const message = parsed(data);
  const broker = textOf(spec['url']).split(',', 1)[0] ?? '';
  const { topic, partition } = isObject(message) ? message : {};
  const from = scalarText(topic) ?? textOf(spec['topic']);
  return [eventSource.name, name, broker, from, scalarText(partition) ?? '0', offset].join(':');
}
