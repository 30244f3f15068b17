import { unknownPart } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const eventMissing: Rule = {
  id: 'reference/event-missing',
  severity: 'error',
  summary: 'a dependency waits for an event that its EventSource does not have',
  docs: {
    why: `The EventSource is there, but it publishes under other names, so the sensor waits for ever; every status is healthy.
Source: argo-events pkg/sensors/listener.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec: {webhook: {push: {endpoint: /push, port: "12000", method: POST}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: build}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: pull}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec: {webhook: {push: {endpoint: /push, port: "12000", method: POST}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: build}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: unknownPart('event'),
};
