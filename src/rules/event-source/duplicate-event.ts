import type { Rule } from '../rule.ts';

export const duplicateEvent: Rule = {
  id: 'event-source/duplicate-event',
  severity: 'error',
  summary: 'two events of one EventSource with one name',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. Each event has one name, whatever its type: the name is the subject under which it is published.
Source: argo-events pkg/reconciler/eventsource/validate.go (ValidateEventSource).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
  sns:
    deploy: {topicArn: "arn:aws:sns:eu-central-1:1:deploy", region: eu-central-1, webhook: {endpoint: /sns, port: "12001", url: "https://hooks.example.com"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
  sns:
    deploy-topic: {topicArn: "arn:aws:sns:eu-central-1:1:deploy", region: eu-central-1, webhook: {endpoint: /sns, port: "12001", url: "https://hooks.example.com"}}
`,
  },
};
