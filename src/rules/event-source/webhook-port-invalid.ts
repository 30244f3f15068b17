import type { Rule } from '../rule.ts';

export const webhookPortInvalid: Rule = {
  id: 'event-source/webhook-port-invalid',
  severity: 'error',
  summary: 'a port that is no number',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/eventsources/common/webhook/validate.go (ValidateWebhookContext).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: http, method: POST}
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
