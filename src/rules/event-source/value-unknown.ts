import type { Rule } from '../rule.ts';

export const valueUnknown: Rule = {
  id: 'event-source/value-unknown',
  severity: 'error',
  summary: 'a field with a value that its type does not know',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. The message is the controller's.
Source: argo-events pkg/eventsources/sources/<type>/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  pulsar:
    jobs: {url: "pulsar://pulsar:6650", topics: [jobs], type: failover}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  pulsar:
    jobs: {url: "pulsar://pulsar:6650", topics: [jobs], type: shared}
`,
  },
};
