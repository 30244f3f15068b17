import type { Check } from '../../check.ts';
import { missingReferences } from '../../references.ts';

export const sensorsConfigMaps: Check = {
  id: 'sensors/config-maps',
  title: 'every ConfigMap that a Sensor names is there, with its key',
  why: `ConfigMaps are mounted like Secrets: without one the pod waits for ever, with all conditions True. Source: argo-events
pkg/shared/util/volumes.go.`,
  reads: ['Sensor', 'ConfigMap'],
  run: (state) => missingReferences(state, 'Sensor', 'ConfigMap'),
};
