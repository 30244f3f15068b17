import { objectAt } from '../../json.ts';
import { sourceType } from '../../simulate/sources/source-type.ts';
import type { Rule } from '../rule.ts';

export const replicasStandby: Rule = {
  id: 'event-source/replicas-standby',
  severity: 'info',
  summary: 'replicas of which one works',
  docs: {
    why: `Events of this type are read by one pod only, which the others elect. More replicas take over when it fails; they do not share the work.
Source: argo-events pkg/eventsources/eventing.go (Start), pkg/apis/events/v1alpha1/const.go (RecreateStrategyEventSources).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  replicas: 3
  calendar:
    nightly: {schedule: "0 2 * * *"}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  replicas: 1
  calendar:
    nightly: {schedule: "0 2 * * *"}
`,
  },
  check: {
    eventSource({ resource, events }, { report }) {
      const replicas = objectAt(resource.value, 'spec')?.['replicas'];
      if (typeof replicas !== 'number' || replicas <= 1) return;
      const event = events.find(({ type }) => sourceType(type)?.strategy === 'recreate');
      if (event === undefined) return;
      report({
        resource,
        path: ['spec', 'replicas'],
        message: `of ${replicas} pods one reads the ${event.type} events, and the others stand by`,
      });
    },
  },
};
