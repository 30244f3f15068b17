import { serversOf } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookEndpointHealth: Rule = {
  id: 'event-source/webhook-endpoint-health',
  severity: 'error',
  summary: 'an endpoint that another event of the port may lose to its health check',
  docs: {
    why: `With the first event of a port the server makes a route "/health" that answers "OK". When another event of the same port comes first, which nobody can tell, the event with this endpoint gets no requests.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    health: {endpoint: /health, port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    health: {endpoint: /healthy, port: "12000", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      for (const { routes, port } of serversOf(model, source)) {
        if (routes.length < 2) continue;
        for (const { endpoint, at } of routes) {
          if (endpoint !== '/health') continue;
          report({
            resource: source.resource,
            path: at.path ?? [],
            message: `"/health" is the health check of port ${port}: whether requests reach the event is a matter of chance`,
            help: 'use another endpoint',
          });
        }
      }
    },
  },
};
