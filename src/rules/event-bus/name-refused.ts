import type { Severity } from '../../diagnostic.ts';
import type { Model } from '../../model/model.ts';
import { eventBusOf, isSubjectPart } from '../../simulate/bus/publish.ts';
import { isBucketKey, isBucketName } from '../../simulate/bus/sensor-start.ts';
import type { Rule } from '../rule.ts';

export const nameRefused: Rule = {
  id: 'event-bus/name-refused',
  severity: 'error',
  summary: 'a name that a JetStream bus cannot carry',
  docs: {
    why: `On JetStream the names of the EventSource and of the event are parts of a subject, where a dot begins another part: such an event is never published, and the webhook answers 500. The Sensor's name is the name of a bucket and the trigger's the name of a key, and the sensor exits when the server refuses one. Seen on a cluster.
Source: argo-events pkg/eventbus/jetstream/eventsource/source_conn.go (Publish), sensor/sensor_jetstream.go (Initialize), nats.go kv.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app.push: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app-push: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
`,
  },
  check: {
    event(event, source, { model, report }) {
      const namespace = model.namespaceOf(source.resource);
      const severity = severityOn(model, namespace, source.eventBusName);
      if (severity === undefined) return;
      if (!isSubjectPart(event.name)) {
        report({
          resource: source.resource,
          path: event.path,
          what: 'key',
          severity,
          message: `the event name "${event.name}" has a dot, a space or a wildcard: on a JetStream bus its events cannot be published`,
          help: 'use letters, digits, "-" and "_"',
        });
      }
    },
    eventSource(source, { model, report }) {
      const severity = severityOn(model, model.namespaceOf(source.resource), source.eventBusName);
      if (severity === undefined || source.name === '' || isSubjectPart(source.name)) return;
      report({
        resource: source.resource,
        path: ['metadata', 'name'],
        severity,
        message: `the EventSource name "${source.name}" has a dot, a space or a wildcard: on a JetStream bus its events cannot be published`,
        help: 'use letters, digits and "-"',
      });
    },
    sensor(sensor, { model, report }) {
      const severity = severityOn(model, model.namespaceOf(sensor.resource), sensor.eventBusName);
      if (severity === undefined) return;
      const { resource, name, triggers } = sensor;
      if (name !== '' && !isBucketName(name)) {
        report({
          resource,
          path: ['metadata', 'name'],
          severity,
          message: `the Sensor name "${name}" is no valid name of a bucket: on a JetStream bus the sensor exits when it starts`,
          help: 'use letters, digits and "-"',
        });
      }
      for (const trigger of triggers) {
        if (trigger.name === '' || isBucketKey(trigger.name)) continue;
        report({
          resource,
          path: [...trigger.path, 'template', 'name'],
          severity,
          message: `the trigger name "${trigger.name}" is no valid key: on a JetStream bus the sensor exits when it starts`,
          help: 'use letters, digits, "-", "_", "/", "=" and "."',
        });
      }
    },
  },
};

/** Certain on a JetStream bus; a bus that is not among the files most likely is one. */
function severityOn(model: Model, namespace: string, name: string): Severity | undefined {
  const bus = eventBusOf(model, namespace, name);
  if (bus === undefined) return 'warning';
  return bus.bus === 'jetstream' || bus.bus === 'jetstreamExotic' ? 'error' : undefined;
}
