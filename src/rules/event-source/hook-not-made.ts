import { createsHooks, hasHookToken } from '../hooks.ts';
import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const hookNotMade: Rule = {
  id: 'event-source/hook-not-made',
  severity: 'info',
  summary: 'a token for a service, and no hook that is made with it',
  docs: {
    why: `A hook is made only when there are both a token and "webhook.url". Without the URL the token is not used, and somebody has to make the hook by hand.
Source: argo-events pkg/apis/events/v1alpha1/eventsource_types.go (NeedToCreateHooks, ShouldCreateWebhooks).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhookSecret: {name: github, key: secret}, apiToken: {name: github, key: token}, webhook: {endpoint: /push, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhookSecret: {name: github, key: secret}, apiToken: {name: github, key: token}, webhook: {endpoint: /push, port: "12000", method: POST, url: "https://hooks.example.com"}, active: true}
`,
  },
  check: {
    event(event, { resource }, { report }) {
      // GitLab and Gerrit do not do without a token anyway.
      if (event.type === 'gitlab' || event.type === 'gerrit') return;
      if (!hasHookToken(event) || createsHooks(event) || servedContext(event) === undefined) return;
      report({
        resource,
        path: [...event.path, 'webhook'],
        what: 'key',
        message: `no hook is made for "${event.name}", because "webhook" has no "url"`,
        help: 'add `url: https://HOST` to make one',
      });
    },
  },
};
