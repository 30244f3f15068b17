import type { Rule } from '../rule.ts';

export const unusedEvent: Rule = {
  id: 'event-bus/unused-event',
  severity: 'info',
  summary: 'an event that no Sensor waits for',
  docs: {
    why: `The event is published to the bus, and nobody listens. Judged when Sensors of the same namespace are among the files.
Source: argo-events pkg/eventsources/eventing.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: other, eventName: app}]
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
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
  },
  check: {
    model({ model, report }) {
      const used = new Set<string>();
      const listening = new Set<string>();
      for (const sensor of model.sensors) {
        const namespace = model.namespaceOf(sensor.resource);
        listening.add(namespace);
        for (const { eventSourceName, eventName } of sensor.dependencies) {
          used.add(`${namespace}/${eventSourceName}/${eventName}`);
          // A pattern may mean any of them.
          if (/[*?]/.test(eventSourceName + eventName)) listening.delete(namespace);
        }
      }
      for (const { resource, name, events } of model.eventSources) {
        const namespace = model.namespaceOf(resource);
        if (!listening.has(namespace)) continue;
        for (const event of events) {
          if (used.has(`${namespace}/${name}/${event.name}`)) continue;
          report({
            resource,
            path: event.path,
            what: 'key',
            message: `no Sensor waits for the event "${event.name}" of the EventSource "${name}"`,
          });
        }
      }
    },
  },
};
