import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookEndpointQuery: Rule = {
  id: 'event-source/webhook-endpoint-query',
  severity: 'error',
  summary: 'an endpoint with a part that is no path',
  docs: {
    why: `The endpoint is compared with the path of a request, which ends where "?" begins; what stands behind "#" is not sent at all. Each request is answered with 404. A GET request's query is the body of the event.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer), pkg/eventsources/sources/webhook/start.go (GetBody).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy?token=1, port: "12000", method: POST}
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
      const [meant = '', ...rest] = text.split(/[?#]/);
      if (rest.length === 0) return;
      report({
        resource: source.resource,
        path,
        message: `the path of a request never has "${text.charAt(meant.length)}" in it, so none reaches "${text}"`,
        help: `write "${meant}"`,
        fix: { message: `write "${meant}"`, safe: false, edits: [{ kind: 'set', path, value: meant }] },
      });
    },
  },
};
