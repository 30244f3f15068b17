import type { Check } from '../../check.ts';
import { missingReferences } from '../../references.ts';

export const sensorsSecrets: Check = {
  id: 'sensors/secrets',
  title: 'every Secret that a Sensor names is there, with its key',
  why: `Every Secret that is named anywhere in the spec is mounted as a whole, and none is optional: without it the pod
waits for ever and all conditions are True; without the key the pod runs, and what needs it fails. Source: argo-events
pkg/shared/util/volumes.go, pkg/shared/util/secrets.go.`,
  reads: ['Sensor', 'Secret'],
  run: (state) => missingReferences(state, 'Sensor', 'Secret'),
};
