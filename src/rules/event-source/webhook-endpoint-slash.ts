import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookEndpointSlash: Rule = {
  id: 'event-source/webhook-endpoint-slash',
  severity: 'error',
  summary: 'an endpoint that does not begin with "/"',
  docs: {
    why: `The router refuses such a path, and each request is answered with 404. The Deployment is made and its status is healthy.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer), gorilla/mux route.go (addRegexpMatcher).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: deploy, port: "12000", method: POST}
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
    event(event, source, { report }) {
      const endpoint = webhookText(event, 'endpoint');
      if (endpoint === undefined || endpoint.text.startsWith('/')) return;
      const { text, path } = endpoint;
      const url = /^[a-z]+:\/\/[^/]*(\/.*)?$/i.exec(text);
      const meant = url === null ? `/${text}` : (url[1] ?? '/');
      report({
        resource: source.resource,
        path,
        message: `the endpoint "${text}" does not begin with "/": each request is answered with 404`,
        help: `write "${meant}"`,
        fix: { message: `write "${meant}"`, safe: true, edits: [{ kind: 'set', path, value: meant }] },
      });
    },
  },
};
