import type { Check } from '../../check.ts';
import { deploymentFindings } from '../../pods.ts';

export const sensorsPods: Check = {
  id: 'sensors/pods',
  title: 'a pod of every Sensor runs',
  why: `Deployed=True means that the Deployment is written, and nothing more: no condition of a Sensor shows that
its pods wait for a Secret, for an image or for an account, or that they end and start again. Only the pods and their events
say so. Source: argo-events pkg/reconciler/sensor/resource.go (MarkDeployed).`,
  reads: ['Sensor', 'Deployment', 'Pod'],
  run: (state) => deploymentFindings(state, 'Sensor'),
};
