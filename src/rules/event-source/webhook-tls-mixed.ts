import { isObject } from '../../json.ts';
import type { Route } from '../../simulate/sources/routes.ts';
import { servedContext, serversOf } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookTlsMixed: Rule = {
  id: 'event-source/webhook-tls-mixed',
  severity: 'warning',
  summary: 'events with and without TLS on one port',
  docs: {
    why: `The event that is registered first decides for all of the port whether it speaks TLS. Which one that is, is a matter of chance each time that the pod starts.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, serverCertSecret: {name: tls, key: tls.crt}, serverKeySecret: {name: tls, key: tls.key}}
    release: {endpoint: /release, port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, serverCertSecret: {name: tls, key: tls.crt}, serverKeySecret: {name: tls, key: tls.key}}
    release: {endpoint: /release, port: "12001", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      for (const { routes, port } of serversOf(model, source)) {
        const secure = routes.find(speaksTls);
        const plain = routes.find((route) => !speaksTls(route));
        if (secure === undefined || plain === undefined) continue;
        report({
          resource: source.resource,
          path: plain.event.path,
          what: 'key',
          message: `"${plain.event.name}" has no certificate and "${secure.event.name}" on the same port ${port} has one: chance decides whether the port speaks TLS`,
          help: 'give both the same certificate, or each a port of its own',
          related: [{ message: 'the event with TLS', resource: source.resource, path: secure.event.path }],
        });
      }
    },
  },
};

function speaksTls({ event }: Route): boolean {
  const context = servedContext(event);
  if (context === undefined) return false;
  return isObject(context.value['serverCertSecret']) && isObject(context.value['serverKeySecret']);
}
