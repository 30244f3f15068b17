import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookPortReserved: Rule = {
  id: 'event-source/webhook-port-reserved',
  severity: 'error',
  summary: 'the port on which the pod shows its metrics',
  docs: {
    why: `The pod serves its metrics on port 7777 before any event. The server of the event cannot listen there, which is only written to the log.
Source: argo-events pkg/eventsources/cmd/start.go, pkg/apis/events/v1alpha1/const.go (EventSourceMetricsPort).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "7777", method: POST}
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
      const port = webhookText(event, 'port');
      if (port?.text !== '7777') return;
      report({
        resource: source.resource,
        path: port.path,
        message: 'port 7777 is taken by the metrics of the pod: no request reaches the event',
        help: 'use another port, for example "12000"',
      });
    },
  },
};
