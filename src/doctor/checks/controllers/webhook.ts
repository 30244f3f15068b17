import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';
import { isAvailable, troubleOf } from '../../pods.ts';
import { podsOf } from './running.ts';

export const webhook: Check = {
  id: 'controllers/webhook',
  title: 'where Argo Events validates objects when they are written, that runs',
  why: `The admission webhook is registered with failurePolicy Ignore: when it does not answer, objects are taken without
being looked at, and nobody says so. Source: argo-events pkg/webhook/webhook.go.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller) => {
      const { role, deployment, name, namespace } = controller;
      if (role !== 'webhook' || isAvailable(deployment)) return [];
      return [
        {
          severity: 'warning' as const,
          title: 'objects are not validated when they are written: the webhook is not available',
          object: labelOfController(controller),
          evidence: troubleOf(state, podsOf(state, controller), deployment),
          hint: 'mend it, or lint what is written: argoflow lint',
          command: kubectl(state, `describe deployment ${name}`, namespace),
        },
      ];
    }),
};
