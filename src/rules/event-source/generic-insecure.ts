import type { Rule } from '../rule.ts';

export const genericInsecure: Rule = {
  id: 'event-source/generic-insecure',
  severity: 'error',
  summary: 'a gRPC server without credentials and without "insecure: true"',
  docs: {
    why: `The event source knows no certificates for its gRPC connection: without "insecure: true" the client cannot be made, every five seconds, and there are no events.
Source: argo-events pkg/eventsources/sources/generic/start.go (connect), grpc clientconn.go (validateTransportCredentials).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  generic:
    jobs: {url: "jobs:8080", config: "queue: jobs", jsonBody: true}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  generic:
    jobs: {url: "jobs:8080", config: "queue: jobs", jsonBody: true, insecure: true}
`,
  },
  check: {
    event({ type, spec, path, name }, { resource }, { report }) {
      if (type !== 'generic' || spec['insecure'] === true) return;
      const at = [...path, 'insecure'];
      report({
        resource,
        path: spec['insecure'] === undefined ? path : at,
        what: spec['insecure'] === undefined ? 'key' : 'value',
        message: `"${name}" never connects without "insecure: true"`,
        help: 'add `insecure: true`',
        fix: { message: 'add "insecure: true"', safe: true, edits: [{ kind: 'set', path: at, value: true }] },
      });
    },
  },
};
