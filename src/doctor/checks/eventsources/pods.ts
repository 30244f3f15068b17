import type { Check } from '../../check.ts';
import { deploymentFindings } from '../../pods.ts';

export const eventsourcesPods: Check = {
  id: 'eventsources/pods',
  summary: 'a pod of every EventSource runs',
  reads: ['EventSource', 'Deployment', 'Pod'],
  run: (state) => deploymentFindings(state, 'EventSource'),
};
