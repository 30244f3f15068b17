import { isArray, isObject, type JsonObject, type JsonValue } from '../../json.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';
import { curatedPlaces } from '../../payloads/curated.ts';
import { isAsked } from '../../payloads/library.ts';
import type { Sample } from '../../payloads/sample.ts';
import { type Proposals, propose } from '../../proposals/proposals.ts';
import { createSimulator } from '../../simulate/simulator.ts';
import { prove } from '../../simulate/sources/signature.ts';
import type { Stimulus } from '../../simulate/stimulus.ts';
import { headersObject } from '../../test-event/captured.ts';
import type { CapturedEvent } from '../../test-event/captured-event.ts';
import { buildStimulus, type StimulusPorts } from '../../test-event/stimulus.ts';
import type { Target } from '../../test-event/target.ts';
import { editYaml } from '../../yaml/edit.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { deliverAlone, standingAlone } from '../alone.ts';
import type { PlannedFile } from '../plan.ts';

/** The events that a flow is made for: a sample of the library, or those that somebody has kept. */
export type FlowEvents =
  | { readonly kind: 'sample'; readonly sample: Sample }
  | { readonly kind: 'captured'; readonly events: readonly CapturedEvent[]; readonly origin: string };

/** The events at the event source of the flow. */
export interface Arrived {
  /** The first, as `event.json` says it. */
  readonly file: JsonObject;
  /** The data that a sensor gets, JSON text, of each event that gets through. */
  readonly data: readonly string[];
  /** Why there is none. */
  readonly problem: string | undefined;
}

/** The sample that they are, or that the first of them is most like. */
export function sampleOf(events: FlowEvents): Sample | undefined {
  return events.kind === 'sample' ? events.sample : events.events[0]?.sample;
}

/** What the event source must be asked for, and how its event may be called, so that such events come. */
export function sampleDefaults(events: FlowEvents): ReadonlyMap<string, string> {
  const sample = sampleOf(events);
  if (sample === undefined) return new Map();
  const label = sample.name.replace(/[^a-z0-9]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  const telling = !/^(?:json|text|entry|hello|tick)$/.test(label) && label !== '';
  return new Map([...Object.entries(sample.when), ...(telling ? [['event', label] as const] : [])]);
}

/** The event source with its one event asking for such events, and for no others. */
export function askingOnly(file: PlannedFile, type: string, sample: Sample | undefined): PlannedFile {
  const { documents } = parseYaml(file.text, file.path);
  const document = documents.find(({ value }) => isObject(value) && value['kind'] === 'EventSource');
  const spec = isObject(document?.value) ? document.value['spec'] : undefined;
  const events = isObject(spec) && isObject(spec[type]) ? spec[type] : {};
  const [name, event] = Object.entries(events)[0] ?? [];
  if (document === undefined || sample === undefined || name === undefined || !isObject(event)) return file;
  let { text } = file;
  for (const [key, value] of Object.entries(sample.when)) {
    const known = event[key];
    const alone = isArray(known)
      ? known.length === 1 && isAsked(event, key, value)
      : known === asWritten(known, value);
    if (alone) continue;
    const edit = { kind: 'set', path: ['spec', type, name, key], value: asWritten(known, value) } as const;
    text = editYaml(text, document.index, [edit]) ?? text;
  }
  return { ...file, text };
}

function asWritten(known: JsonValue | undefined, value: string): JsonValue {
  if (isArray(known)) return [value];
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

/**
 * How the events arrive at a sensor, through the event source that the text describes.
 *
 * @param changes To a sample, as `--set` says them.
 */
export function arrive(
  source: string,
  events: FlowEvents,
  ports: StimulusPorts,
  changes: readonly string[] = [],
): Arrived {
  const alone = standingAlone(source);
  if (alone === undefined) throw new Error('the part has no event source');
  const { model, target } = alone;
  if (events.kind === 'sample') {
    const { sent, arrival } = deliverAlone(events.sample, changes, alone, ports);
    const data = arrival.events.flatMap((one) => one.data ?? []);
    return { file: sent.file, data: data.slice(0, 1), problem: arrival.problem };
  }
  const traces = events.events.map(({ file }) => {
    const built = buildStimulus(ports, target, {
      assignments: [],
      headers: [],
      file: { value: file, origin: events.origin },
    });
    const stimulus = proven(built.stimulus, target, ports);
    const { eventSource, event } = target;
    return createSimulator(model, ports.engine, ports.world).fire({ eventSource, event, stimulus });
  });
  const hop = traces[0]?.hops.find(({ kind }) => kind === 'source');
  return {
    file: fileOf(events.events[0], target.event),
    data: traces.flatMap(({ event: made }) => made?.data ?? []),
    problem: traces[0]?.event === undefined ? hop?.summary : undefined,
  };
}

/** A bearer token that nobody has given yet stands in for itself. */
function proven(stimulus: Stimulus, { event }: Target, { world }: StimulusPorts): Stimulus {
  if (stimulus.kind !== 'http' || event.type !== 'webhook') return stimulus;
  return { kind: 'http', request: prove('webhook', stimulus.request, { bearer: 'TOKEN' }, world.now()) };
}

function fileOf(captured: CapturedEvent | undefined, { spec }: EventDefinition): JsonObject {
  const file = captured?.file;
  if (file === undefined) return {};
  if (file.kind === 'payload') return { payload: json(file.data) };
  const method = file.method ?? (typeof spec['method'] === 'string' ? spec['method'] : 'POST');
  return {
    method,
    headers: headersObject(file.headers),
    ...(file.body !== undefined && { body: json(file.body) }),
  };
}

/** With all digits of whole numbers. */
function json(text: string): JsonValue {
  return parseYaml(text, '').documents[0]?.value ?? (JSON.parse(text) as JsonValue);
}

/** What a sensor could take of them, and by what it could tell them apart. */
export function proposalsFor({ data }: Arrived, events: FlowEvents, { engine }: StimulusPorts): Proposals {
  const sample = sampleOf(events);
  return propose(engine, data, sample === undefined ? new Map() : curatedPlaces(sample));
}
