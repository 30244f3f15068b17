import type { Rule } from '../rule.ts';

export const webhookMissing: Rule = {
  id: 'event-source/webhook-missing',
  severity: 'error',
  summary: 'an event that takes requests and does not say where',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. Its error has no text at all.
Source: argo-events pkg/eventsources/common/webhook/validate.go (ValidateWebhookContext).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhook: {endpoint: /push, port: "12000", method: POST}}
`,
  },
};
