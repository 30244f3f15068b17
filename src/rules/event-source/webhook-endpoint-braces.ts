import { serversOf } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookEndpointBraces: Rule = {
  id: 'event-source/webhook-endpoint-braces',
  severity: 'error',
  summary: 'an endpoint with braces that the router cannot read',
  docs: {
    why: `Braces make a variable of a part of the path. Where they are not balanced, or hold no name, the router refuses the path, and each request is answered with 404.
Source: gorilla/mux regexp.go (newRouteRegexp).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: "/deploy/{env", port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: "/deploy/{env}", port: "12000", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      for (const { routes } of serversOf(model, source)) {
        for (const { endpoint, pattern, at, unreachable } of routes) {
          // Without a problem of its own such an endpoint has a pattern.
          if (unreachable === undefined || pattern !== undefined || !endpoint.startsWith('/')) continue;
          if (!/[{}]/.test(endpoint)) continue;
          report({
            resource: source.resource,
            path: at.path ?? [],
            message: `each request for "${endpoint}" is answered with 404: ${unreachable}`,
            help: 'a variable is written as "{name}"',
          });
        }
      }
    },
  },
};
