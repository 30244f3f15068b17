import type { Check } from '../../check.ts';
import { madeFor, restartFindings } from '../../pods.ts';
import { objectsOf } from '../../state.ts';

export const eventsourcesRestarts: Check = {
  id: 'eventsources/restarts',
  title: 'no pod of an EventSource starts again and again',
  why: `A pod that ends and starts again is ready in between. Requests that come while it is away are lost, and so
are messages of sources that keep none. Source: argo-events pkg/eventsources/eventing.go.`,
  reads: ['EventSource', 'Pod'],
  run: (state) =>
    objectsOf(state, 'EventSource').flatMap((object) =>
      restartFindings(state, object, madeFor(state, object, 'Pod')),
    ),
};
