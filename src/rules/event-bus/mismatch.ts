import type { Rule } from '../rule.ts';

export const mismatch: Rule = {
  id: 'event-bus/mismatch',
  severity: 'error',
  summary: 'an EventSource and a Sensor on different buses',
  docs: {
    why: `The EventSource publishes to its bus and the Sensor listens to its own. They never meet, and every status is healthy.
Source: argo-events pkg/reconciler/sensor/resource.go, pkg/reconciler/eventsource/resource.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  eventBusName: builds
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  eventBusName: builds
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  eventBusName: builds
  triggers:
    - template: {name: log, log: {}}
`,
  },
  check: {
    model({ model, report }) {
      const sources = new Map(model.eventSources.map((source) => [source.resource, source]));
      const sensors = new Map(model.sensors.map((sensor) => [sensor.resource, sensor]));
      for (const { kind, from, target, at } of model.links) {
        const source = kind === 'event' && target !== undefined ? sources.get(target) : undefined;
        const sensor = sensors.get(from);
        if (source === undefined || sensor === undefined) continue;
        if (source.eventBusName === sensor.eventBusName) continue;
        report({
          resource: from,
          path: [...(at.path ?? []), 'eventSourceName'],
          message: `the EventSource "${source.name}" publishes to the bus "${source.eventBusName}", and the Sensor listens to "${sensor.eventBusName}"`,
          help: 'write the same "eventBusName" into both',
          related: [
            { message: 'the EventSource', resource: source.resource, path: ['spec', 'eventBusName'] },
          ],
        });
      }
    },
  },
};
