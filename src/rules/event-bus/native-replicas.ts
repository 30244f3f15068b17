import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const nativeReplicas: Rule = {
  id: 'event-bus/native-replicas',
  severity: 'info',
  summary: 'a NATS Streaming bus that gets three servers all the same',
  docs: {
    why: `With fewer than three replicas the controller installs three.
Source: argo-events pkg/reconciler/eventbus/installer/nats.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  nats: {native: {replicas: 1}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  nats: {native: {replicas: 3}}
`,
  },
  check: {
    eventBus({ resource, bus }, { report }) {
      const native = objectAt(objectAt(objectAt(resource.value, 'spec'), 'nats'), 'native');
      const replicas = native?.['replicas'];
      if (bus !== 'nats' || typeof replicas !== 'number' || replicas >= 3 || replicas < 1) return;
      report({
        resource,
        path: ['spec', 'nats', 'native', 'replicas'],
        message: `the controller installs 3 servers, not ${replicas}`,
        help: 'a JetStream bus can have one server',
      });
    },
  },
};
