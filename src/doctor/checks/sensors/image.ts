import type { Check } from '../../check.ts';
import { imageFindings } from '../../images.ts';

export const sensorsImage: Check = {
  id: 'sensors/image',
  title: 'every Sensor runs the version of its controller',
  why: `The controller gives its own image to every pod (ARGO_EVENTS_IMAGE) and replaces them when that changes. A pod of
another version means that the controller did not get that far: it is stuck, or is refused. Source: argo-events
pkg/reconciler/sensor/resource.go, pkg/reconciler/cmd/start.go.`,
  reads: ['Sensor', 'Deployment'],
  run: (state) => imageFindings(state, 'Sensor'),
};
