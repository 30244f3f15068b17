import type { Check } from '../../check.ts';
import { missingReferences } from '../../references.ts';

export const eventsourcesConfigMaps: Check = {
  id: 'eventsources/config-maps',
  title: 'every ConfigMap that an EventSource names is there, with its key',
  why: `ConfigMaps are mounted like Secrets: without one the pod waits for ever, with all conditions True. Source: argo-events
pkg/shared/util/volumes.go.`,
  reads: ['EventSource', 'ConfigMap'],
  run: (state) => missingReferences(state, 'EventSource', 'ConfigMap'),
};
