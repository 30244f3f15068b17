import type { Rule } from '../rule.ts';

export const eventRepeated: Rule = {
  id: 'dependency/event-repeated',
  severity: 'error',
  summary: 'two dependencies on one event, on a NATS Streaming bus',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. On NATS Streaming the sensor finds the dependency by the event, so there can be one only. JetStream and Kafka have no such limit.
Source: argo-events pkg/reconciler/sensor/validate.go (validateDependencies).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {nats: {native: {replicas: 3}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: again, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {nats: {native: {replicas: 3}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
