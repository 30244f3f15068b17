import type { Rule } from '../rule.ts';

export const fieldRequired: Rule = {
  id: 'event-source/field-required',
  severity: 'error',
  summary: 'an event without a field that its type needs',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. The message is the controller's.
Source: argo-events pkg/eventsources/sources/<type>/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {queue: jobs, jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sqs:
    jobs: {queue: jobs, region: eu-central-1, jsonBody: true}
`,
  },
};
