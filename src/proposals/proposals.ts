import type { Engine } from '../engine/engine.ts';
import { type Candidate, candidatesOf, type ValueType } from './candidates.ts';
import { type FilterProposal, filterProposals } from './filters.ts';
import { namesFor } from './names.ts';
import { isHidden, rankOf } from './rank.ts';

/** A value of an event that a trigger can take. */
export interface ParameterProposal {
  /** What the Workflow's parameter could be called; another one for each proposal. */
  readonly name: string;
  /** As `dataKey` says it. */
  readonly path: string;
  /** What the parameter becomes, with the first of the events. */
  readonly value: string;
  readonly type: ValueType;
  /** What a sample says of it. */
  readonly description: string | undefined;
  /** Of how many of the events it can be taken; a parameter without a value makes its trigger fail. */
  readonly events: number;
}

export interface Proposals {
  /** The likeliest first. */
  readonly parameters: readonly ParameterProposal[];
  readonly filters: readonly FilterProposal[];
  /** How many events these were made of. */
  readonly events: number;
}

/**
 * What a sensor could take of such events, and by what it could tell them apart. Every path was followed by the
 * sensor's own library, and every value is what that found.
 *
 * @param events The data of events as their source makes it, JSON text; at least one. The first one's values are shown.
 * @param curated Places that are known to be worth a look, by their path, with what they are.
 */
export function propose(
  engine: Engine,
  events: readonly string[],
  curated: ReadonlyMap<string, string> = new Map(),
): Proposals {
  const all = events.map((data) => candidatesOf(engine, data).filter((candidate) => !isHidden(candidate)));
  const seen = new Map<string, { readonly first: Candidate; readonly values: Set<string>; events: number }>();
  for (const candidate of all.flat()) {
    const known = seen.get(candidate.path);
    if (known === undefined) {
      seen.set(candidate.path, { first: candidate, values: new Set([candidate.value]), events: 1 });
    } else {
      known.values.add(candidate.value);
      known.events += 1;
    }
  }
  const places = [...seen.values()]
    .map((place) => ({ ...place, rank: rankOf(place.first, curated.has(place.first.path)) }))
    .map((place) => (place.events < events.length ? { ...place, rank: place.rank - 30 } : place))
    .sort((a, b) => b.rank - a.rank);
  // In their order: of two that would be called alike, the likelier one is.
  const names = namesFor(places.map(({ first }) => first.steps));
  const parameters = places.map(({ first, events: count }, index) => ({
    name: names[index] ?? '',
    path: first.path,
    value: first.value,
    type: first.type,
    description: curated.get(first.path),
    events: count,
  }));
  // A filter on what some events do not have stops those, whatever it asks for.
  const everywhere = places.filter(({ events: count }) => count === events.length);
  const filters = filterProposals(
    everywhere.map(({ first }) => first),
    (path) => [...(seen.get(path)?.values ?? [])],
  );
  return { parameters, filters, events: events.length };
}
