import type { Path } from '../../diagnostic.ts';
import { isArray, isObject, type JsonValue, objectAt } from '../../json.ts';
import { sourceType } from '../../simulate/sources/source-type.ts';
import { servedContext, serversOf } from '../http-servers.ts';
import { ownPorts, selectingPorts } from '../pod-services.ts';
import type { Rule } from '../rule.ts';

export const servicePortMismatch: Rule = {
  id: 'event-source/service-port-mismatch',
  severity: 'error',
  summary: 'a Service that leads to a port on which nothing listens',
  docs: {
    why: `The pod listens on the ports of its events, which are texts in the events and numbers in the Service, and on 7777 for its metrics. A request to another one is refused: "connection refused", or 502 and 503 behind an Ingress.
Source: argo-events pkg/reconciler/eventsource/resource.go (buildService), pkg/eventsources/common/webhook/webhook.go (startServer).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 80, targetPort: 8080}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  service: {ports: [{port: 80, targetPort: 12000}]}
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
  check: {
    eventSource(source, { model, report }) {
      const { resource, events, name } = source;
      const container = objectAt(objectAt(objectAt(resource.value, 'spec'), 'template'), 'container');
      // With ports of its own a container may listen on anything; a refused event has no port yet.
      const open = container !== undefined && Object.hasOwn(container, 'ports');
      const isUnclear = events.some(
        (event) => sourceType(event.type)?.http && servedContext(event) === undefined,
      );
      if (open || isUnclear) return;
      const listening = [...new Set(serversOf(model, source).map(({ port }) => Number(port)))];
      for (const { resource: service, path, target } of [
        ...ownPorts(source),
        ...selectingPorts(model, source),
      ]) {
        if (target === METRICS_PORT || target === 'metrics' || listening.some((port) => port === target))
          continue;
        const [only, ...others] = listening;
        const ports = listening.map((port) => String(port)).join(', ');
        const entry = valueAt(service.value, path);
        report({
          resource: service,
          path: [...path, isObject(entry) && Object.hasOwn(entry, 'targetPort') ? 'targetPort' : 'port'],
          message:
            only === undefined
              ? `"${name}" has no event that takes requests, so nothing listens on port ${target}`
              : `nothing listens on port ${target}: the events of "${name}" listen on ${ports}`,
          ...(only !== undefined && { help: `set "targetPort" to ${ports.replaceAll(', ', ' or ')}` }),
          ...(only !== undefined &&
            others.length === 0 && {
              fix: {
                message: `set "targetPort" to ${only}`,
                safe: false,
                edits: [{ kind: 'set' as const, path: [...path, 'targetPort'], value: only }],
              },
            }),
        });
      }
    },
  },
};

const METRICS_PORT = 7777;

function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, key) => {
    if (typeof key === 'number') return isArray(value) ? value[key] : undefined;
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, root);
}
