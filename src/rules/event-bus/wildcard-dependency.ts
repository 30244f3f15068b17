import { eventBusOf } from '../../simulate/bus/publish.ts';
import type { Rule } from '../rule.ts';

export const wildcardDependency: Rule = {
  id: 'event-bus/wildcard-dependency',
  severity: 'error',
  summary: 'a dependency with a wildcard on a bus that knows none',
  docs: {
    why: `Only a NATS Streaming bus compares patterns. On JetStream the subscription takes the events and the sensor throws them away, because their names are not the dependency's; on Kafka nothing matches.
Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (processMsg), pkg/eventbus/stan/sensor/trigger_conn.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: "*"}]
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest}
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
    dependency(dependency, sensor, { model, report }) {
      const bus = eventBusOf(model, model.namespaceOf(sensor.resource), sensor.eventBusName);
      if (bus?.bus === undefined || bus.bus === 'nats') return;
      for (const field of ['eventSourceName', 'eventName'] as const) {
        if (!/[*?>]/.test(dependency[field])) continue;
        report({
          resource: sensor.resource,
          path: [...dependency.path, field],
          message: `"${dependency[field]}" is no pattern on a bus of the kind "${bus.bus}": no event has that name`,
          help: 'write one dependency for each event',
        });
      }
    },
  },
};
