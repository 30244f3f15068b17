import { isObject } from '../../json.ts';
import { servedContext } from '../http-servers.ts';
import type { Rule } from '../rule.ts';

export const webhookPayloadOverBus: Rule = {
  id: 'event-source/webhook-payload-over-bus',
  severity: 'warning',
  summary: 'a maxPayloadSize that the bus cannot carry',
  docs: {
    why: `The server of a JetStream bus refuses messages with more than its maxPayload, 1 MB by default. The data of an event travels as base64 text, which adds a third. Such a request is answered with 500, "failed to record event".
Source: argo-events pkg/reconciler/eventbus/installer/jetstream.go (buildConfigMap), pkg/eventsources/eventing.go (run).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, maxPayloadSize: 5242880}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest, maxPayload: 8MB}
---
apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, maxPayloadSize: 5242880}
`,
  },
  check: {
    event(event, source, { model, report }) {
      const context = servedContext(event);
      const size = context?.value['maxPayloadSize'];
      if (context === undefined || typeof size !== 'number' || size <= DEFAULT_LIMIT) return;
      const bus = model.find('EventBus', model.namespaceOf(source.resource), source.eventBusName);
      const spec = bus?.value['spec'];
      const jetstream = isObject(spec) ? spec['jetstream'] : undefined;
      // With a limit of its own somebody has thought of it.
      if (bus === undefined || !isObject(jetstream) || typeof jetstream['maxPayload'] === 'string') return;
      report({
        resource: source.resource,
        path: [...event.path, ...context.path, 'maxPayloadSize'],
        message: `the bus "${source.eventBusName}" carries messages of 1 MB at most, which is less than ${size} bytes`,
        help: 'set "maxPayload" of the bus to at least four thirds of it',
        related: [{ message: 'the bus', resource: bus, path: ['spec', 'jetstream'] }],
      });
    },
  },
};

const DEFAULT_LIMIT = 1_048_576;
