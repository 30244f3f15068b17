import type { Check } from '../../check.ts';
import { conditionFindings } from '../../conditions.ts';

export const eventsourcesConditions: Check = {
  id: 'eventsources/conditions',
  title: 'no condition of an EventSource is False',
  why: `SourcesProvided is False for a spec that the controller refuses, Deployed where it could not
write its Deployment: what runs is then the last good state, or nothing. That all are True says nothing of the pods. Source:
argo-events pkg/reconciler/eventsource/resource.go, pkg/apis/events/v1alpha1/eventsource_types.go.`,
  reads: ['EventSource'],
  run: (state) => conditionFindings(state, 'EventSource'),
};
