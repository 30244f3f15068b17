import { encodeGo } from '../json.ts';
import { curatedPlaces } from '../payloads/curated.ts';
import { defaultSample, suited } from '../payloads/library.ts';
import { type ParameterProposal, propose } from '../proposals/proposals.ts';
import { deliver } from '../test-event/delivery.ts';
import type { StimulusPorts } from '../test-event/stimulus.ts';
import { modelOf } from './project.ts';
import type { SourceEvent } from './sensor.ts';

/**
 * What a trigger can take of the sample event that an event source would bring first, as it arrives at a sensor, the
 * likeliest first: what the sample says is worth a look, in its order. Empty when the event source lets none through.
 */
export function takableValues(
  { eventSource, event }: SourceEvent,
  ports: StimulusPorts,
): readonly ParameterProposal[] {
  const sample = suited(ports.library, event) ?? defaultSample(ports.library, event.type);
  if (sample === undefined) return [];
  // Alone: the Secrets of a project that begins hold nothing that could sign.
  const model = modelOf(new Map([['event-source.json', encodeGo(eventSource.resource.value)]]));
  const [alone] = model.eventSources;
  const same = alone?.events.find(({ name, type }) => name === event.name && type === event.type);
  if (alone === undefined || same === undefined) return [];
  const target = { eventSource: alone, event: same, namespace: model.namespaceOf(alone.resource) };
  const { arrival } = deliver({ sample, assignments: [], standIn: true }, target, model, ports);
  const data = arrival.events[0]?.data ?? undefined;
  if (data === undefined) return [];
  const curated = curatedPlaces(sample);
  const { parameters } = propose(ports.engine, [data], curated);
  const single = parameters.filter(({ type }) => type !== 'list' && type !== 'object');
  const paths = [...curated.keys()];
  const told = paths.flatMap(
    (path) => single.find((one) => one.path.replaceAll('@fromstr.', '') === path) ?? [],
  );
  // What a message says tells more than what it was sent with.
  const said = told.filter(({ path }) => path.startsWith('body.'));
  return [...new Set([...said, ...told, ...single])];
}
