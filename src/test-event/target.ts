import { UserError } from '../errors.ts';
import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import { didYouMean, nearest } from '../nearest.ts';

/** An event that can be fired. */
export interface Target {
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  readonly namespace: string;
}

/**
 * The events that the names mean, in their order: `EVENTSOURCE/EVENT`, or `EVENTSOURCE` where it has one event only,
 * with `NAMESPACE/` before it where two namespaces have an event source of that name. No name means the only event
 * that there is. Throws a UserError (usage) that lists what there is to choose from.
 */
export function chooseTargets(model: Model, names: readonly string[]): readonly Target[] {
  const all = targetsOf(model);
  if (all.length === 0) throw nothingToFire(model);
  if (names.length > 0) return names.map((name) => only(findTargets(all, name), name));
  return [only(all, undefined)];
}

/** Every event of every event source, in the order of the manifests. */
export function targetsOf(model: Model): readonly Target[] {
  return model.eventSources.flatMap((eventSource) =>
    eventSource.events.map((event) => ({
      eventSource,
      event,
      namespace: model.namespaceOf(eventSource.resource),
    })),
  );
}

/** The targets of the event sources that the names mean: as `chooseTargets`, but an event source means all its events. */
export function chooseSources(model: Model, names: readonly string[]): readonly Target[] {
  const all = targetsOf(model);
  if (all.length === 0) throw nothingToFire(model);
  return names.length === 0 ? all : [...new Set(names.flatMap((name) => findTargets(all, name)))];
}

function nothingToFire(model: Model): UserError {
  if (model.eventSources.length > 0) {
    const names = model.eventSources.map(({ name }) => `"${name}"`).join(', ');
    return new UserError('usage', `the event source ${names} has no events`);
  }
  const kinds = [...new Set(model.resources.map(({ kind }) => kind))];
  const found = kinds.length === 0 ? 'there is nothing' : `there is only ${kinds.join(', ')}`;
  return new UserError(
    'usage',
    `no EventSource in the manifests: ${found}`,
    'give the file or folder of the EventSource too: argoflow test-event -f PATH -f PATH',
  );
}

/** Never empty: throws when nothing has that name. */
function findTargets(all: readonly Target[], name: string): readonly Target[] {
  const parts = name.split('/');
  const found = all.filter((target) => spellings(target).some((spelling) => spelling === name));
  if (found.length > 0) return found;
  const known = all.flatMap(spellings);
  const near = nearest(name, known);
  const source = all.filter(({ eventSource }) => eventSource.name === parts.at(-2));
  const problem =
    source.length > 0 && parts.length > 1
      ? `the event source "${parts.at(-2)}" has no event "${parts.at(-1)}"`
      : `no event source "${name}"`;
  throw new UserError(
    'usage',
    `${problem}${didYouMean(near)}`,
    `the events are ${list(source.length > 0 ? source : all)}`,
  );
}

function spellings({ eventSource, event, namespace }: Target): readonly string[] {
  const short = [eventSource.name, `${eventSource.name}/${event.name}`];
  return [...short, ...short.map((name) => `${namespace}/${name}`)];
}

function only(targets: readonly Target[], name: string | undefined): Target {
  const [first, second] = targets;
  if (first !== undefined && second === undefined) return first;
  throw new UserError(
    'usage',
    name === undefined
      ? `there are ${targets.length} events: say which to fire`
      : `"${name}" means ${targets.length} events: say which to fire`,
    `one of ${list(targets)}`,
  );
}

const LISTED = 12;

function list(targets: readonly Target[]): string {
  // The namespace is part of the name only where it tells two of them apart.
  const short = targets.map(({ eventSource, event }) => `${eventSource.name}/${event.name}`);
  const names = targets.map(({ namespace }, index) => {
    const name = short[index] ?? '';
    return short.indexOf(name) === short.lastIndexOf(name) ? name : `${namespace}/${name}`;
  });
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return names.slice(0, LISTED).join(', ') + more;
}
