import { ownerOf } from '../../../install/installed.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';

export const owner: Check = {
  id: 'installation/owner',
  title: 'no other tool than kubectl or argoflow looks after the controllers',
  why: `Helm, Argo CD and Flux bring back what they made: what "argoflow upgrade" changed would be undone, which is why it
refuses. It is no fault, and good to know before anybody changes something.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller) => {
      const tool = ownerOf(controller.deployment);
      if (tool === undefined) return [];
      return [
        {
          severity: 'info' as const,
          title: `${tool} looks after it`,
          object: labelOfController(controller),
          hint: `upgrade and change it with ${tool}`,
          command: kubectl(state, `get deployment ${controller.name} -o yaml`, controller.namespace),
        },
      ];
    }),
};
