import { UserError } from '../errors.ts';
import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import { didYouMean, nearest } from '../nearest.ts';

/** An event of a project that a sensor can wait for. */
export interface SourceEvent {
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  /** `SOURCE/EVENT`: what a person calls it. */
  readonly name: string;
}

/** What a sensor waits for. */
export interface Dependency {
  readonly name: string;
  readonly from: SourceEvent;
}

/** Every event of the project, in the order of the manifests. */
export function sourceEvents(model: Model): readonly SourceEvent[] {
  return model.eventSources.flatMap((eventSource) =>
    eventSource.events.map((event) => ({ eventSource, event, name: `${eventSource.name}/${event.name}` })),
  );
}

/**
 * The dependencies that `[NAME=]SOURCE/EVENT` or `[NAME=]SOURCE` mean, all of one namespace and one bus.
 * Throws a UserError (usage) for events that are not there, or that no sensor can have together.
 */
export function readDependencies(
  events: readonly SourceEvent[],
  written: readonly string[],
): readonly Dependency[] {
  if (events.length === 0) {
    throw new UserError(
      'usage',
      'the project has no event source that a sensor could wait for',
      'argoflow scaffold event-source TYPE adds one',
    );
  }
  if (written.length === 0 && events.length > 1) {
    throw new UserError(
      'usage',
      `the project has ${events.length} events: say which one the sensor waits for`,
      `--dependency with one of ${events.map(({ name }) => name).join(', ')}`,
    );
  }
  const spellings = written.length === 0 ? [events[0]?.name ?? ''] : written;
  const found = spellings.map((spelling) => {
    const [, name, target = ''] = /^(?:([^=/]+)=)?(.*)$/s.exec(spelling) ?? [];
    return { name, from: findEvent(events, target) };
  });
  refuseDivided(found.map(({ from }) => from));
  const dependencies = named(found);
  dependencies.forEach(({ name }, index) => {
    if (dependencies.findIndex((other) => isAlike(other.name, name)) === index) return;
    throw new UserError('usage', `two dependencies are called "${name}"`, '--dependency NAME=SOURCE/EVENT');
  });
  return dependencies;
}

function findEvent(events: readonly SourceEvent[], target: string): SourceEvent {
  const found = events.filter(
    ({ name, eventSource, event }) => name === target || (eventSource.name === target && event.name !== ''),
  );
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = (found.length > 0 ? found : events).map(({ name }) => name);
  if (found.length > 0) {
    throw new UserError('usage', `"${target}" has ${found.length} events`, `one of ${names.join(', ')}`);
  }
  const near = nearest(target, [...names, ...events.map(({ eventSource }) => eventSource.name)]);
  throw new UserError(
    'usage',
    `the project has no event "${target}"${didYouMean(near)}`,
    `its events are ${names.join(', ')}`,
  );
}

/** A sensor hears the events of its own namespace, on one bus. */
function refuseDivided(events: readonly SourceEvent[]): void {
  for (const [what, of] of [
    ['namespace', ({ eventSource }: SourceEvent) => eventSource.resource.namespace ?? ''],
    ['event bus', ({ eventSource }: SourceEvent) => eventSource.eventBusName],
  ] as const) {
    const [first, ...others] = events;
    const other = others.find((one) => first !== undefined && of(one) !== of(first));
    if (first === undefined || other === undefined) continue;
    throw new UserError(
      'usage',
      `a sensor has one ${what}, and "${first.name}" is in "${of(first)}", "${other.name}" in "${of(other)}"`,
      'make a sensor for each',
    );
  }
}

/** The event's name, or one that tells where it comes from too, where that alone would not do. */
function named(
  found: readonly { readonly name: string | undefined; readonly from: SourceEvent }[],
): readonly Dependency[] {
  return found.map(({ name, from }) => {
    if (name !== undefined) return { name: checkDependencyName(name), from };
    const { eventSource, event } = from;
    // Alone it stands in no expression, where words such as "first" are functions of the language.
    const plain = found.length === 1 && isDependencyName(event.name);
    return { name: plain ? event.name : labelOf(`${eventSource.name}-${event.name}`), from };
  });
}

function labelOf(text: string): string {
  const label = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+/, '');
  return label === '' ? 'event' : label;
}

/**
 * A name that conditions can hold, and that a key of a JetStream store can.
 * Source: argo-events pkg/sensors/listener.go (getDependencyExpression), govaluate's names of variables.
 */
function isDependencyName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && !/^(?:true|false|in)$/i.test(name);
}

function checkDependencyName(name: string): string {
  if (isDependencyName(name)) return name;
  throw new UserError(
    'usage',
    `"${name}" is no name of a dependency`,
    'letters, digits, "-" and "_", with a letter first',
  );
}

/** Conditions take "-" and "_" for the same sign. */
function isAlike(a: string, b: string): boolean {
  return a.replaceAll('-', '_') === b.replaceAll('-', '_');
}
