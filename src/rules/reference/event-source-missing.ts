import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const eventSourceMissing: Rule = {
  id: 'reference/event-source-missing',
  severity: 'error',
  summary: 'a dependency waits for an EventSource that is not there',
  docs: {
    why: `The sensor subscribes to the subject \`<source>.<event>\` of the bus and waits for ever; every status is healthy. The
EventSource must be in the namespace of the Sensor. Source: argo-events pkg/sensors/listener.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec: {webhook: {push: {endpoint: /push, port: "12000", method: POST}}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: build}
spec:
  dependencies: [{name: push, eventSourceName: gitlab, eventName: push}]
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
  check: missingTarget('event'),
};
