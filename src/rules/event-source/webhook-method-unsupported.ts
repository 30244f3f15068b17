import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookMethodUnsupported: Rule = {
  id: 'event-source/webhook-method-unsupported',
  severity: 'error',
  summary: 'a webhook with a method that it does not support',
  docs: {
    why: `Only GET and POST are supported, in capital letters: each request is answered with 400.
Source: argo-events pkg/eventsources/sources/webhook/start.go (HandleRoute, GetBody).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: PUT}
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
      const method = event.type === 'webhook' ? webhookText(event, 'method') : undefined;
      if (method === undefined || ['GET', 'POST'].includes(method.text)) return;
      const { text, path } = method;
      const meant = text.trim().toUpperCase();
      const sure = meant === 'GET' || meant === 'POST';
      const value = sure ? meant : 'POST';
      report({
        resource: source.resource,
        path,
        message: `each request is answered with 400: a webhook's method is "GET" or "POST", not "${text}"`,
        help: `write "${value}"`,
        fix: { message: `write "${value}"`, safe: sure, edits: [{ kind: 'set', path, value }] },
      });
    },
  },
};
