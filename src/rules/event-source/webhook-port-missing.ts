import type { Rule } from '../rule.ts';

export const webhookPortMissing: Rule = {
  id: 'event-source/webhook-port-missing',
  severity: 'error',
  summary: 'an event that takes requests, without a port',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/eventsources/common/webhook/validate.go (ValidateWebhookContext).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
};
