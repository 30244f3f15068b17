import { numberOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';

export const controllersReplicas: Check = {
  id: 'controllers/replicas',
  title: 'a controller of several replicas elects one of them',
  why: `With leader election switched off every replica acts, and they undo each other's work. Sources: argo-events
cmd/commands/controller.go (--leader-election), argo-workflows workflow/controller/controller.go (LEADER_ELECTION_DISABLE).`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller) => {
      const { role, elects, deployment, name, namespace } = controller;
      const replicas = numberOf(valueAt(deployment, ['spec', 'replicas'])) ?? 1;
      if (role !== 'controller' || elects || replicas < 2) return [];
      return [
        {
          severity: 'error' as const,
          title: `${replicas} replicas act at once: leader election is off`,
          object: labelOfController(controller),
          hint: 'run one replica, or let them elect a leader',
          command: kubectl(state, `scale deployment ${name} --replicas=1`, namespace),
        },
      ];
    }),
};
