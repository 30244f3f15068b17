import { isObject, objectAt } from '../../json.ts';
import type { Model } from '../../model/model.ts';
import type { Resource } from '../../model/resource.ts';
import { servedContext } from '../http-servers.ts';
import { selectingPorts } from '../pod-services.ts';
import type { Rule } from '../rule.ts';

export const webhookOpen: Rule = {
  id: 'event-source/webhook-open',
  severity: 'warning',
  summary: 'requests from outside that everybody can send',
  docs: {
    why: `An Ingress leads to the event source. Without "authSecret", or the secret of the service that calls, whoever knows the address makes events.
Source: argo-events pkg/eventsources/common/webhook/webhook.go (startServer), pkg/eventsources/sources/github/start.go, gitlab/start.go (HandleRoute).`,
    bad: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: hooks}
spec:
  rules:
    - host: hooks.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: example-eventsource-svc, port: {number: 12000}}}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 12000}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
    good: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: hooks}
spec:
  rules:
    - host: hooks.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: example-eventsource-svc, port: {number: 12000}}}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 12000}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, authSecret: {name: deploy, key: token}}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      const open = source.events.flatMap((event) => {
        const secret = SECRETS.get(event.type);
        const context = servedContext(event);
        if (secret === undefined || context === undefined) return [];
        if (isObject(context.value['authSecret']) || isObject(event.spec[secret])) return [];
        return [{ event, secret }];
      });
      if (open.length === 0) return;
      const services = new Set(selectingPorts(model, source).map(({ resource }) => resource));
      const ingress = ingressTo(model, new Set([source.resource, ...services]));
      if (ingress === undefined) return;
      for (const { event, secret } of open) {
        report({
          resource: source.resource,
          path: event.path,
          what: 'key',
          message: `whoever reaches the endpoint of "${event.name}" can make events: it has no "${secret}"`,
          help: `add \`${secret}: {name: SECRET, key: KEY}\``,
          related: [{ message: 'this lets requests in', resource: ingress, path: ['spec'] }],
        });
      }
    },
  },
};

const SECRETS: ReadonlyMap<string, string> = new Map([
  ['webhook', 'authSecret'],
  ['github', 'webhookSecret'],
  ['gitlab', 'secretToken'],
]);

/** An Ingress that leads to one of the targets, and does not seem to ask who comes. */
function ingressTo(model: Model, targets: ReadonlySet<Resource>): Resource | undefined {
  return [...targets]
    .flatMap((target) => model.linksTo(target))
    .find(({ kind, from }) => kind === 'backend' && from.kind === 'Ingress' && !asks(from))?.from;
}

/** Controllers of Ingresses have annotations for it: `nginx.ingress.kubernetes.io/auth-url`, middlewares … */
function asks({ value }: Resource): boolean {
  const annotations = objectAt(objectAt(value, 'metadata'), 'annotations') ?? {};
  return Object.keys(annotations).some((key) => /auth|middleware|whitelist|allowlist/i.test(key));
}
