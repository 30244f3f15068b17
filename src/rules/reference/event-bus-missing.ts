import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const eventBusMissing: Rule = {
  id: 'reference/event-bus-missing',
  severity: 'error',
  summary: 'an EventSource or Sensor uses an EventBus that is not there',
  docs: {
    why: `The controller looks for the EventBus in the namespace of the object and stops: no Deployment is made, and the status
says \`eventbus <name> not found\`. Source: argo-events pkg/reconciler/eventsource/resource.go and
pkg/reconciler/sensor/resource.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest}}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec: {eventBusName: main, webhook: {push: {endpoint: /push, port: "12000", method: POST}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest}}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec: {webhook: {push: {endpoint: /push, port: "12000", method: POST}}}
`,
  },
  check: missingTarget('event-bus'),
};
