import type { EventSource } from '../../model/kinds/event-source.ts';
import type { Sensor } from '../../model/kinds/sensor.ts';
import type { Model } from '../../model/model.ts';
import { nearest } from '../../nearest.ts';
import type { Event } from '../event.ts';
import type { Decision } from '../trace.ts';
import { startSensor } from './sensor-start.ts';
import { Subscription, type Surroundings } from './subscription.ts';

/** The subscriptions of one sensor that listens to an event, and the dependencies that wait for it. */
export interface Listener {
  readonly matching: ReadonlySet<string>;
  readonly subscriptions: readonly Subscription[];
}

/**
 * Who hears which events. A sensor hears the event sources of its own namespace and bus, by exact names.
 * Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (Subscribe, getDependencyNames).
 */
export class Listeners {
  readonly #around: Surroundings;
  readonly #started = new Map<Sensor, readonly Subscription[]>();
  readonly #found = new Map<string, readonly Listener[]>();

  constructor(around: Surroundings) {
    this.#around = around;
  }

  of(eventSource: EventSource, { source, subject }: Event): readonly Listener[] {
    const { model } = this.#around;
    const namespace = model.namespaceOf(eventSource.resource);
    const key = JSON.stringify([namespace, eventSource.eventBusName, source, subject]);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const listeners = model.sensors.flatMap((sensor): Listener[] => {
      if (model.namespaceOf(sensor.resource) !== namespace) return [];
      if (sensor.eventBusName !== eventSource.eventBusName) return [];
      const matching = new Set(waiting(sensor, source, subject));
      return matching.size === 0 ? [] : [{ matching, subscriptions: this.#start(sensor) }];
    });
    this.#found.set(key, listeners);
    return listeners;
  }

  /** A sensor starts when the first event for it comes. */
  #start(sensor: Sensor): readonly Subscription[] {
    const known = this.#started.get(sensor);
    if (known !== undefined) return known;
    const started = startSensor(this.#around, sensor);
    const subscriptions = sensor.triggers.map((trigger) => new Subscription(this.#around, started, trigger));
    this.#started.set(sensor, subscriptions);
    return subscriptions;
  }
}

function waiting(sensor: Sensor, source: string, subject: string): string[] {
  return sensor.dependencies
    .filter(({ eventSourceName, eventName }) => eventSourceName === source && eventName === subject)
    .map(({ name }) => name);
}

/** Why nobody hears an event, and what would have to be different. */
export function nobodyListens(model: Model, eventSource: EventSource, event: Event): Decision {
  const { source, subject } = event;
  const namespace = model.namespaceOf(eventSource.resource);
  const asked = { subject: 'the event', value: JSON.stringify(`${source}/${subject}`) };
  for (const sensor of model.sensors) {
    const [name] = waiting(sensor, source, subject);
    if (name === undefined) continue;
    const own = model.namespaceOf(sensor.resource);
    if (own !== namespace) {
      return {
        ...asked,
        expected: `a sensor in the namespace "${namespace}"`,
        wouldPass: `the sensor "${sensor.name}" waits for it in the namespace "${own}", and events stay in their namespace`,
        at: sensor.resource.at(['metadata', 'namespace']),
      };
    }
    return {
      ...asked,
      expected: `a sensor on the event bus "${eventSource.eventBusName}"`,
      wouldPass: `the sensor "${sensor.name}" waits for it on the event bus "${sensor.eventBusName}": with the same "eventBusName" they would meet`,
      at: sensor.resource.at(['spec', 'eventBusName']),
    };
  }
  const dependencies = model.sensors.flatMap((sensor) =>
    sensor.dependencies.map((dependency) => ({ sensor, dependency })),
  );
  const expected = `a dependency with eventSourceName "${source}" and eventName "${subject}"`;
  const sameSource = dependencies.filter(({ dependency }) => dependency.eventSourceName === source);
  const nearName = nearest(
    `${source}/${subject}`,
    dependencies.map(({ dependency: d }) => `${d.eventSourceName}/${d.eventName}`),
  );
  const near =
    dependencies.find(({ dependency: d }) => `${d.eventSourceName}/${d.eventName}` === nearName) ??
    sameSource[0];
  if (near === undefined) {
    return {
      ...asked,
      expected,
      wouldPass:
        dependencies.length === 0
          ? 'there is no sensor among the manifests'
          : `the sensors wait for ${[...new Set(dependencies.map(({ dependency: d }) => `"${d.eventSourceName}/${d.eventName}"`))].join(', ')}`,
      at: eventSource.resource.at([]),
    };
  }
  const { sensor, dependency } = near;
  const wrong = dependency.eventSourceName === source ? 'eventName' : 'eventSourceName';
  const right = wrong === 'eventName' ? subject : source;
  return {
    ...asked,
    expected,
    wouldPass: `the dependency "${dependency.name}" of the sensor "${sensor.name}" waits for "${dependency.eventSourceName}/${dependency.eventName}": with ${wrong} "${right}" it would hear this event`,
    at: sensor.resource.at([...dependency.path, wrong]),
  };
}
