import { posix } from 'node:path';
import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookEndpointUnclean: Rule = {
  id: 'event-source/webhook-endpoint-unclean',
  severity: 'error',
  summary: 'an endpoint that the server cleans away',
  docs: {
    why: `A request for a path with "//", "/./" or "/../" is answered with 301 and the clean path, which is another one than the endpoint: no request ever gets there.
Source: gorilla/mux mux.go (ServeHTTP, cleanPath).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: //deploy, port: "12000", method: POST}
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
      if (endpoint === undefined || !endpoint.text.startsWith('/') || /[{}]/.test(endpoint.text)) return;
      const { text, path } = endpoint;
      const clean = posix.normalize(text);
      if (clean === text) return;
      report({
        resource: source.resource,
        path,
        message: `no request reaches the endpoint "${text}": each is sent on to "${clean}"`,
        help: `write "${clean}"`,
        fix: { message: `write "${clean}"`, safe: true, edits: [{ kind: 'set', path, value: clean }] },
      });
    },
  },
};
