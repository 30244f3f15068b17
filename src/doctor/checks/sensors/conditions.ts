import type { Check } from '../../check.ts';
import { conditionFindings } from '../../conditions.ts';

export const sensorsConditions: Check = {
  id: 'sensors/conditions',
  title: 'no condition of a Sensor is False',
  why: `DependenciesProvided and TriggersProvided are False for what the controller refuses, Deployed where it could not
write its Deployment: what runs is then the last good state, or nothing. That all are True says nothing of the pods. Source:
argo-events pkg/reconciler/sensor/resource.go, pkg/apis/events/v1alpha1/sensor_types.go.`,
  reads: ['Sensor'],
  run: (state) => conditionFindings(state, 'Sensor'),
};
