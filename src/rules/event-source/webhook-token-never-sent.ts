import { isObject } from '../../json.ts';
import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookTokenNeverSent: Rule = {
  id: 'event-source/webhook-token-never-sent',
  severity: 'warning',
  summary: 'an authSecret for a service that cannot send it',
  docs: {
    why: `With "authSecret" a request needs the header "Authorization: Bearer …". GitHub, Slack, Stripe, Amazon SNS and StorageGRID sign what they send, or send nothing of the kind: each of their requests is answered with 401.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhook: {endpoint: /push, port: "12000", method: POST, authSecret: {name: github, key: token}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  github:
    push: {organizations: [example], events: [push], webhookSecret: {name: github, key: token}, webhook: {endpoint: /push, port: "12000", method: POST}}
`,
  },
  check: {
    event(event, source, { report }) {
      const service = SERVICES.get(event.type);
      const context = servedContext(event);
      if (service === undefined || context === undefined || !isObject(context.value['authSecret'])) return;
      report({
        resource: source.resource,
        path: [...event.path, ...context.path, 'authSecret'],
        what: 'key',
        message: `${service.name} sends no bearer token: each of its requests is answered with 401`,
        help: service.help,
      });
    },
  },
};

const SERVICES: ReadonlyMap<string, { readonly name: string; readonly help: string }> = new Map([
  ['github', { name: 'GitHub', help: 'use "webhookSecret"' }],
  ['slack', { name: 'Slack', help: 'remove it: "signingSecret" is checked' }],
  ['stripe', { name: 'Stripe', help: 'remove it' }],
  ['sns', { name: 'Amazon SNS', help: 'use "validateSignature: true"' }],
  ['storageGrid', { name: 'StorageGRID', help: 'remove it' }],
]);
