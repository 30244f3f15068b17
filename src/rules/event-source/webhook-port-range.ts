import { webhookText } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookPortRange: Rule = {
  id: 'event-source/webhook-port-range',
  severity: 'error',
  summary: 'a port that does not exist',
  docs: {
    why: `The controller asks only whether the port is an integer. The server cannot listen, or listens on any port, which is only written to the log.
Source: argo-events pkg/eventsources/common/webhook/validate.go (ValidateWebhookContext), webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "120000", method: POST}
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
      if (port === undefined || !/^[+-]?\d+$/.test(port.text)) return;
      const number = Number(port.text);
      // What is no integer for Go either is refused.
      if ((number >= 1 && number <= 65535) || Math.abs(number) >= 2 ** 63) return;
      report({
        resource: source.resource,
        path: port.path,
        message: `${port.text} is no port: ports go from 1 to 65535`,
      });
    },
  },
};
