import { serversOf } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookRouteTaken: Rule = {
  id: 'event-source/webhook-route-taken',
  severity: 'error',
  summary: 'two events with the same port and endpoint',
  docs: {
    why: `Only one of them is registered, whichever comes first in a map without order; all requests go to it, and the other gets none.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    release: {endpoint: /deploy, port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    release: {endpoint: /release, port: "12000", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      for (const { routes, port } of serversOf(model, source)) {
        for (const [index, { endpoint, event, at }] of routes.entries()) {
          const first = routes.findIndex((other) => other.endpoint === endpoint);
          const other = routes[first];
          if (first === index || other === undefined) continue;
          report({
            resource: source.resource,
            path: at.path ?? [],
            message: `"${event.name}" and "${other.event.name}" have the same endpoint "${endpoint}" on port ${port}: only one of them gets requests, and nobody can say which`,
            help: 'give each event an endpoint of its own',
            related: [{ message: 'the other event', resource: source.resource, path: other.at.path ?? [] }],
          });
        }
      }
    },
  },
};
