import { createsHooks, needsHookUrl } from '../hooks.ts';
import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const hookUrl: Rule = {
  id: 'event-source/hook-url',
  severity: 'error',
  summary: 'an event that tells a service a URL that is none',
  docs: {
    why: `"webhook.url" is the part before the endpoint that the service outside calls; the event source registers it there. Without "https://" or "http://", or without any, the service refuses it: SNS and Stripe never send anything, and the event source gives up; of a code host the hook is not made.
Source: argo-events pkg/eventsources/sources/awssns/start.go, stripe/start.go (PostActivate), github/start.go, gitlab/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sns:
    alerts: {topicArn: "arn:aws:sns:eu-central-1:1:alerts", region: eu-central-1, webhook: {endpoint: /alerts, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sns:
    alerts: {topicArn: "arn:aws:sns:eu-central-1:1:alerts", region: eu-central-1, webhook: {endpoint: /alerts, port: "12000", method: POST, url: "https://hooks.example.com"}}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      const url = webhookText(event, 'url');
      if (url === undefined) {
        if (!needsHookUrl(event)) return;
        report({
          resource,
          path: [...event.path, 'webhook'],
          what: 'key',
          message: `"${event.name}" registers itself without a URL that can be called`,
          help: 'add `url: https://HOST`, the part before the endpoint',
        });
        return;
      }
      if (/^https?:\/\/[^/]/.test(url.text) || !(needsHookUrl(event) || createsHooks(event))) return;
      const meant = /^[\w.-]+(?::\d+)?(?:\/.*)?$/.test(url.text) ? `https://${url.text}` : undefined;
      report({
        resource,
        path: url.path,
        // A hook can also be made by hand.
        severity: needsHookUrl(event) ? 'error' : 'warning',
        message: `"${url.text}" is no URL that can be called`,
        ...(meant !== undefined && {
          help: `write "${meant}"`,
          fix: {
            message: `write "${meant}"`,
            safe: false,
            edits: [{ kind: 'set', path: url.path, value: meant }],
          },
        }),
      });
    },
  },
};
