import { servedContext, webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookMethodMissing: Rule = {
  id: 'event-source/webhook-method-missing',
  severity: 'error',
  summary: 'a webhook without a method',
  docs: {
    why: `The method of each request is compared with an empty text, and answered with 400, "http method does not match". There is no default. Seen on a cluster.
Source: argo-events pkg/eventsources/sources/webhook/start.go (HandleRoute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000"}
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
      if (event.type !== 'webhook' || servedContext(event) === undefined) return;
      // A value of another type is said elsewhere.
      const { method = null } = event.spec;
      if (webhookText(event, 'method') !== undefined || (method !== null && method !== '')) return;
      report({
        resource: source.resource,
        path: event.path,
        what: 'key',
        message: `the webhook "${event.name}" has no method: each request is answered with 400`,
        help: 'add `method: POST`',
        fix: {
          message: 'add "method: POST"',
          safe: false,
          edits: [{ kind: 'set', path: [...event.path, 'method'], value: 'POST' }],
        },
      });
    },
  },
};
