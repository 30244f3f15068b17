import type { Check } from '../../check.ts';
import { restartFindings } from '../../pods.ts';
import { podsOf } from './running.ts';

export const controllersRestarts: Check = {
  id: 'controllers/restarts',
  title: 'no controller starts again and again',
  why: `A controller that ends and starts again is available in between, so its Deployment looks well: while it is away
nothing is reconciled. Out of memory is the usual cause with many Workflows. Source: argo-workflows docs/scaling.md.`,
  reads: ['Deployment', 'Pod'],
  run: (state) =>
    state.controllers.flatMap((controller) =>
      restartFindings(state, controller.deployment, podsOf(state, controller)),
    ),
};
