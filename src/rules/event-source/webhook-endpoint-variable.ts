import { serversOf } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookEndpointVariable: Rule = {
  id: 'event-source/webhook-endpoint-variable',
  severity: 'info',
  summary: 'an endpoint that stands for many paths',
  docs: {
    why: `A name in braces matches any text up to the next "/". What stood in its place in the request is not in the event.
Source: argo-events pkg/eventsources/sources/webhook/start.go (HandleRoute), gorilla/mux regexp.go (newRouteRegexp).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: "/deploy/{env}", port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      for (const { routes } of serversOf(model, source)) {
        for (const { endpoint, pattern, at, unreachable } of routes) {
          if (unreachable !== undefined || pattern === undefined) continue;
          report({
            resource: source.resource,
            path: at.path ?? [],
            message: `"${endpoint}" takes requests for many paths, and the event does not say which it was`,
          });
        }
      }
    },
  },
};
