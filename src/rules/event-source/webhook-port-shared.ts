import { serversOf, webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookPortShared: Rule = {
  id: 'event-source/webhook-port-shared',
  severity: 'error',
  summary: 'two types of events on one port',
  docs: {
    why: `Each type runs its own server. The second cannot listen on a port that the first has, which is only written to the log: its events get no requests.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer), pkg/eventsources/sources/<type>/start.go (controller).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
  github:
    push: {organizations: [example], events: [push], webhook: {endpoint: /push, port: "12000", method: POST}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
  github:
    push: {organizations: [example], events: [push], webhook: {endpoint: /push, port: "12001", method: POST}}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      const servers = serversOf(model, source);
      for (const [index, { port, type, routes }] of servers.entries()) {
        const first = servers.findIndex((other) => other.port === port);
        const other = servers[first];
        if (first === index || other === undefined) continue;
        const taken = other.routes[0] && webhookText(other.routes[0].event, 'port');
        for (const { event } of routes) {
          report({
            resource: source.resource,
            path: webhookText(event, 'port')?.path ?? event.path,
            message: `port ${port} is used by "${other.type}" and "${type}": only one of the two types gets requests`,
            help: 'give each type a port of its own',
            ...(taken && {
              related: [{ message: 'the other type', resource: source.resource, path: taken.path }],
            }),
          });
        }
      }
    },
  },
};
