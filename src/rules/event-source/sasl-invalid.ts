import type { Rule } from '../rule.ts';

export const saslInvalid: Rule = {
  id: 'event-source/sasl-invalid',
  severity: 'error',
  summary: 'a "sasl" without a user or a password, or with a mechanism that is not known',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateSASLConfig).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, consumerGroup: {groupName: argo}, jsonBody: true, sasl: {mechanism: SCRAM-SHA-512, userSecret: {name: kafka, key: user}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  kafka:
    jobs: {url: "kafka:9092", topic: jobs, consumerGroup: {groupName: argo}, jsonBody: true, sasl: {mechanism: SCRAM-SHA-512, userSecret: {name: kafka, key: user}, passwordSecret: {name: kafka, key: password}}}
`,
  },
};
