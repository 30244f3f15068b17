import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const severalKinds: Rule = {
  id: 'event-bus/several-kinds',
  severity: 'error',
  summary: 'an EventBus with several kinds, of which one is installed',
  docs: {
    why: `The controller installs the first that is there of nats, jetstream, kafka and jetstreamExotic. The others are not looked at.
Source: argo-events pkg/reconciler/eventbus/installer/installer.go (getInstaller).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  nats: {native: {replicas: 3}}
  jetstream: {version: latest}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec:
  jetstream: {version: latest}
`,
  },
  check: {
    eventBus({ resource, bus }, { report }) {
      const spec = objectAt(resource.value, 'spec');
      for (const kind of ['nats', 'jetstream', 'kafka', 'jetstreamExotic'] as const) {
        if (bus === undefined || kind === bus || objectAt(spec, kind) === undefined) continue;
        report({
          resource,
          path: ['spec', kind],
          what: 'key',
          message: `"${kind}" is not installed, because the EventBus has "${bus}" too`,
          help: 'remove one of them',
        });
      }
    },
  },
};
