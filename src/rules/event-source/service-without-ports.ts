import { isArray, objectAt } from '../../json.ts';
import { serversOf } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const serviceWithoutPorts: Rule = {
  id: 'event-source/service-without-ports',
  severity: 'warning',
  summary: 'a "service" without ports',
  docs: {
    why: `The controller makes a Service for the ports that are listed, and none when there are none.
Source: argo-events pkg/reconciler/eventsource/resource.go (buildService).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 12000}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      const service = objectAt(objectAt(source.resource.value, 'spec'), 'service');
      const ports = service?.['ports'] ?? [];
      if (service === undefined || !isArray(ports) || ports.length > 0) return;
      const [server] = serversOf(model, source);
      report({
        resource: source.resource,
        path: ['spec', 'service'],
        what: 'key',
        message: 'without ports no Service is made',
        help: `add \`ports: [{port: ${server?.port ?? '12000'}}]\``,
      });
    },
  },
};
