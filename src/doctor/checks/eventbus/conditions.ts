import type { Check } from '../../check.ts';
import { conditionFindings } from '../../conditions.ts';

export const eventbusConditions: Check = {
  id: 'eventbus/conditions',
  title: 'no condition of an EventBus is False',
  why: `Configured is False for a spec that the controller refuses, Deployed where it could not write what the bus is made
of; then nothing that uses the bus is deployed either. No condition at all: no controller watches the namespace. Source:
argo-events pkg/reconciler/eventbus/controller.go, pkg/apis/events/v1alpha1/eventbus_types.go.`,
  reads: ['EventBus'],
  run: (state) => conditionFindings(state, 'EventBus'),
};
