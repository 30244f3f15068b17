import type { Check } from '../../check.ts';
import { deploymentFindings } from '../../pods.ts';

export const eventsourcesPods: Check = {
  id: 'eventsources/pods',
  title: 'a pod of every EventSource runs',
  why: `Deployed=True means that the Deployment is written, and nothing more: no condition of an EventSource shows that
its pods wait for a Secret, for an image or for an account, or that they end and start again. Only the pods and their events
say so. Source: argo-events pkg/reconciler/eventsource/resource.go (MarkDeployed).`,
  reads: ['EventSource', 'Deployment', 'Pod'],
  run: (state) => deploymentFindings(state, 'EventSource'),
};
