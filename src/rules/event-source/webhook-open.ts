import { isObject } from '../../json.ts';
import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookOpen: Rule = {
  id: 'event-source/webhook-open',
  severity: 'info',
  summary: 'requests that everybody can send',
  docs: {
    why: `Without "authSecret", or the secret of the service that calls, whoever reaches the endpoint makes events.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer), pkg/eventsources/sources/github/start.go, gitlab/start.go (HandleRoute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, authSecret: {name: deploy, key: token}}
`,
  },
  check: {
    event(event, source, { report }) {
      const secret = SECRETS.get(event.type);
      const context = servedContext(event);
      if (secret === undefined || context === undefined) return;
      if (isObject(context.value['authSecret']) || isObject(event.spec[secret])) return;
      report({
        resource: source.resource,
        path: event.path,
        what: 'key',
        message: `whoever reaches the endpoint of "${event.name}" can make events: it has no "${secret}"`,
        help: `add \`${secret}: {name: SECRET, key: KEY}\``,
      });
    },
  },
};

const SECRETS: ReadonlyMap<string, string> = new Map([
  ['webhook', 'authSecret'],
  ['github', 'webhookSecret'],
  ['gitlab', 'secretToken'],
]);
