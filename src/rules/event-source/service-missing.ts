import { serversOf, webhookText } from '../http-servers.ts';
import { hasServices, ownPorts, selectingPorts } from '../pod-services.ts';
import type { Rule } from '../rule.ts';

export const serviceMissing: Rule = {
  id: 'event-source/service-missing',
  severity: 'warning',
  summary: 'an event that takes requests, and no Service that leads to it',
  docs: {
    why: `The controller makes a Service for the ports in "spec.service", and none without them. Nothing outside the pod reaches a port that no Service leads to.
Source: argo-events pkg/reconciler/eventsource/resource.go (buildService).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 12001, targetPort: 12001}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
    release: {endpoint: /release, port: "12001", method: POST}
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
      const { resource } = source;
      const own = ownPorts(source);
      const ports = [...own, ...selectingPorts(model, source)];
      // What a name leads to is the container's matter.
      if (ports.some(({ target }) => typeof target === 'string' && target !== 'metrics')) return;
      const servers = serversOf(model, source);
      const listening = new Set<number | string>([
        ...servers.map(({ port }) => Number(port)),
        7777,
        'metrics',
      ]);
      // What leads to another port is said there.
      if (ports.some(({ target }) => !listening.has(target))) return;
      const said = new Set<string>();
      for (const { port, routes } of servers) {
        if (said.has(port) || ports.some(({ target }) => target === Number(port))) continue;
        said.add(port);
        const [first] = routes;
        if (first === undefined) continue;
        report({
          resource,
          path: webhookText(first.event, 'port')?.path ?? first.event.path,
          // Without any Service among the files it is most likely elsewhere.
          severity: own.length > 0 || hasServices(model) ? 'warning' : 'info',
          message: `no Service leads to port ${port}`,
          help:
            own.length > 0
              ? `add \`- port: ${port}\` to "spec.service.ports"`
              : `add \`service: {ports: [{port: ${port}}]}\` to the spec`,
        });
      }
    },
  },
};
