import type { Check } from '../../check.ts';
import { deploymentFindings } from '../../pods.ts';

export const sensorsPods: Check = {
  id: 'sensors/pods',
  summary: 'a pod of every Sensor runs',
  reads: ['Sensor', 'Deployment', 'Pod'],
  run: (state) => deploymentFindings(state, 'Sensor'),
};
