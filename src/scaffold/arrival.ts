import { encodeGo } from '../json.ts';
import { curatedPlaces } from '../payloads/curated.ts';
import { defaultSample, suited } from '../payloads/library.ts';
import { type ParameterProposal, propose } from '../proposals/proposals.ts';
import type { StimulusPorts } from '../test-event/stimulus.ts';
import { deliverAlone, standingAlone } from './alone.ts';
import type { SourceEvent } from './dependencies.ts';

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
  const alone = standingAlone(
    encodeGo(eventSource.resource.value),
    ({ name, type }) => name === event.name && type === event.type,
  );
  if (alone === undefined) return [];
  const { arrival } = deliverAlone(sample, [], alone, ports);
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
