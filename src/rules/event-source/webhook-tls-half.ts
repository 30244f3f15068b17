import { isObject } from '../../json.ts';
import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookTlsHalf: Rule = {
  id: 'event-source/webhook-tls-half',
  severity: 'warning',
  summary: 'a server with a certificate and no key, or a key and no certificate',
  docs: {
    why: `TLS is used only when both are there. With one of them the port serves plain HTTP, and clients that speak HTTPS fail.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, serverCertSecret: {name: tls, key: tls.crt}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, serverCertSecret: {name: tls, key: tls.crt}, serverKeySecret: {name: tls, key: tls.key}}
`,
  },
  check: {
    event(event, source, { report }) {
      const context = servedContext(event);
      if (context === undefined) return;
      const has = (key: string) => isObject(context.value[key]);
      const [there, missing] = has('serverCertSecret')
        ? ['serverCertSecret', 'serverKeySecret']
        : ['serverKeySecret', 'serverCertSecret'];
      if (!has(there) || has(missing)) return;
      report({
        resource: source.resource,
        path: [...event.path, ...context.path, there],
        what: 'key',
        message: `without "${missing}" the port serves plain HTTP, in spite of "${there}"`,
        help: `add "${missing}"`,
      });
    },
  },
};
