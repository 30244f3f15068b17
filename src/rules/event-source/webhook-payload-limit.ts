import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookPayloadLimit: Rule = {
  id: 'event-source/webhook-payload-limit',
  severity: 'error',
  summary: 'a maxPayloadSize that lets nothing through',
  docs: {
    why: `Without the field a body may have 1048576 bytes. With 0 or less each request with a body is answered with 400.
Source: argo-events pkg/apis/events/v1alpha1/webhook_context.go (GetMaxPayloadSize), go src/net/http/request.go (MaxBytesReader).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, maxPayloadSize: 0}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, maxPayloadSize: 1048576}
`,
  },
  check: {
    event(event, source, { report }) {
      const context = servedContext(event);
      const size = context?.value['maxPayloadSize'];
      if (context === undefined || typeof size !== 'number' || size > 0) return;
      report({
        resource: source.resource,
        path: [...event.path, ...context.path, 'maxPayloadSize'],
        message: `with a maxPayloadSize of ${size} each request with a body is refused`,
        help: 'remove it: the default is 1048576 bytes',
      });
    },
  },
};
