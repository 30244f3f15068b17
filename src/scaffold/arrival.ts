import { encodeGo, type JsonValue, valueAt } from '../json.ts';
import { defaultSample, suited } from '../payloads/library.ts';
import type { Sample } from '../payloads/sample.ts';
import { deliver } from '../test-event/delivery.ts';
import type { StimulusPorts } from '../test-event/stimulus.ts';
import { type DataKey, dataKeysOf } from './data-key.ts';
import { modelOf } from './project.ts';
import type { SourceEvent } from './sensor.ts';

/** An event as sensors get it. */
export interface ArrivedEvent {
  readonly sample: Sample;
  readonly data: JsonValue;
  /** Its single values, those first that are worth taking. */
  readonly dataKeys: readonly DataKey[];
}

/**
 * The sample event that an event source would bring first, as it arrives at a sensor; undefined when it lets none through.
 *
 * @param sample Another one of its type.
 */
export function arrivedEvent(
  { eventSource, event }: SourceEvent,
  ports: StimulusPorts,
  sample: Sample | undefined = suited(ports.library, event) ?? defaultSample(ports.library, event.type),
): ArrivedEvent | undefined {
  if (sample === undefined) return undefined;
  // Alone: the Secrets of a project that begins hold nothing that could sign.
  const model = modelOf(new Map([['event-source.json', encodeGo(eventSource.resource.value)]]));
  const [alone] = model.eventSources;
  const same = alone?.events.find(({ name, type }) => name === event.name && type === event.type);
  if (alone === undefined || same === undefined) return undefined;
  const target = { eventSource: alone, event: same, namespace: model.namespaceOf(alone.resource) };
  const { arrival } = deliver({ sample, assignments: [], standIn: true }, target, model, ports);
  const [first] = arrival.events;
  if (first?.data === undefined || first.data === null) return undefined;
  const data = JSON.parse(first.data) as JsonValue;
  return { sample, data, dataKeys: dataKeysOf(data, preferredOf(sample, data)) };
}

/** What the sample calls worth changing, where it arrives: in what was sent, and below what the source puts around it. */
function preferredOf({ fields }: Sample, data: JsonValue): readonly string[] {
  const known = new Set(dataKeysOf(data).map(({ path }) => path));
  const paths = fields.flatMap(({ path }) => {
    const keys = path.split('.');
    const inside = keys.map((_, start) => keys.slice(start).join('.'));
    const places = inside.flatMap((part) => [part, ...ROOTS.map((root) => `${root}.${part}`)]);
    return places.find((place) => known.has(place)) ?? [];
  });
  // What a message says tells more than what it was sent with.
  const [said, sent] = [paths.filter((path) => path.startsWith('body.')), paths];
  return [...said, ...(said.length === 0 && isText(data) ? ['body'] : []), ...sent];
}

/** Where sources put what was sent to them. Source: argo-events pkg/eventsources/events/event-data.go. */
const ROOTS = ['event', 'notification', 'Data'];

/** Is the whole message a text, and not the base64 of one? */
function isText(data: JsonValue): boolean {
  const body = valueAt(data, ['body']);
  return typeof body === 'string' && !/^[A-Za-z0-9+/]*={0,2}$/.test(body);
}
