import type { Rule } from '../rule.ts';

export const tlsInvalid: Rule = {
  id: 'event-source/tls-invalid',
  severity: 'error',
  summary: 'a "tls" that says nothing, or half of a client certificate',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. A client certificate and its key are of use only together.
Source: argo-events pkg/apis/events/v1alpha1/validate.go (ValidateTLSConfig).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nats:
    jobs: {url: "tls://nats:4222", subject: jobs, jsonBody: true, tls: {clientCertSecret: {name: nats, key: tls.crt}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  nats:
    jobs: {url: "tls://nats:4222", subject: jobs, jsonBody: true, tls: {clientCertSecret: {name: nats, key: tls.crt}, clientKeySecret: {name: nats, key: tls.key}}}
`,
  },
};
