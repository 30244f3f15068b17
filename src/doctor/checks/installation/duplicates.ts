import type { Check } from '../../check.ts';
import { type Controller, labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';

export const duplicates: Check = {
  id: 'installation/duplicates',
  title: 'no two controllers act on the same objects',
  why: `Leases keep the replicas of one Deployment apart, and not two Deployments in two namespaces: both write the same
objects, pods are made twice, and each undoes what the other did. Workflows may be divided by instanceID. Sources: argo-events
pkg/reconciler/cmd/start.go (LeaderElectionID), argo-workflows docs/scaling.md.`,
  reads: ['Deployment'],
  run: (state) => {
    const controllers = state.controllers.filter(({ role }) => role === 'controller');
    return controllers.flatMap((one, index) =>
      controllers
        .slice(index + 1)
        .filter((other) => overlap(one, other))
        .map((other) => ({
          severity: 'error' as const,
          title: `two controllers of ${one.project} act on ${shared(one, other)}`,
          object: labelOfController(one),
          evidence: [`the other one is ${labelOfController(other)}`],
          hint:
            one.project === 'Argo Workflows'
              ? 'remove one of them, or give each an instanceID or a namespace of its own'
              : 'remove one of them, or give each a namespace of its own',
          command: kubectl(state, 'get deployments -A -o wide'),
        })),
    );
  },
};

function overlap(a: Controller, b: Controller): boolean {
  if (a.project !== b.project || a.instanceId !== b.instanceId) return false;
  return a.watches === '' || b.watches === '' || a.watches === b.watches;
}

function shared(a: Controller, b: Controller): string {
  const namespace = a.watches || b.watches;
  return namespace === '' ? 'all namespaces' : `namespace "${namespace}"`;
}
