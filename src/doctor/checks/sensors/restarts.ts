import type { Check } from '../../check.ts';
import { madeFor, restartFindings } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const sensorsRestarts: Check = {
  id: 'sensors/restarts',
  title: 'no pod of a Sensor starts again and again',
  why: `A pod that ends and starts again is ready in between. A Sensor that reads a JetStream bus goes on where it was; events that
had met some conditions already are remembered by the bus. Source: argo-events pkg/sensors/listener.go.`,
  reads: ['Sensor', 'Pod'],
  run: (state) =>
    objectsOf(state, 'Sensor').flatMap((object) =>
      restartFindings(state, object, madeFor(state, object, 'Pod')),
    ),
};
