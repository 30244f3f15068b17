import type { EventSource } from '../kinds/event-source.ts';
import type { Sensor } from '../kinds/sensor.ts';
import type { Reference } from './reference.ts';

/** What the controllers of Argo Events look up for an EventSource. Source: pkg/reconciler/eventsource/resource.go. */
export function eventSourceReferences(source: EventSource, namespace: string): readonly Reference[] {
  return [eventBus(source.eventBusName, namespace), serviceAccount(source.serviceAccountName, namespace)];
}

/** EventBus, EventSources and Sensor meet in one namespace. Source: pkg/reconciler/sensor/resource.go. */
export function sensorReferences(sensor: Sensor, namespace: string): readonly Reference[] {
  return [
    eventBus(sensor.eventBusName, namespace),
    serviceAccount(sensor.serviceAccountName, namespace),
    ...sensor.dependencies.map(
      ({ eventSourceName, eventName, path }): Reference => ({
        kind: 'event',
        path,
        to: { kind: 'EventSource', namespace, name: eventSourceName, part: eventName },
      }),
    ),
  ];
}

function eventBus(name: string, namespace: string): Reference {
  return { kind: 'event-bus', path: ['spec', 'eventBusName'], to: { kind: 'EventBus', namespace, name } };
}

function serviceAccount(name: string, namespace: string): Reference {
  return {
    kind: 'runs-as',
    path: ['spec', 'template', 'serviceAccountName'],
    to: { kind: 'ServiceAccount', namespace, name },
  };
}
