import { nameOf } from '../../../cluster/object.ts';
import { textOf, textsOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { containersOf, labelOfController } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { isAvailable, troubleOf } from '../../pods.ts';
import { objectsOf } from '../../state.ts';
import { podsOf } from './running.ts';

export const server: Check = {
  id: 'controllers/server',
  title: 'the server of Argo Workflows runs, and does not let everybody in',
  why: `With --auth-mode=server whoever reaches the server acts with its account, which may submit Workflows in every
namespace; behind a Service of type LoadBalancer or NodePort that is everybody. Sources: argo-workflows
docs/argo-server-auth-mode.md, server/auth/gatekeeper.go.`,
  reads: ['Deployment'],
  run: (state) =>
    state.controllers.flatMap((controller): Finding[] => {
      const { role, deployment, namespace, name } = controller;
      if (role !== 'server') return [];
      const object = labelOfController(controller);
      const found: Finding[] = [];
      if (!isAvailable(deployment)) {
        found.push({
          severity: 'warning',
          title: 'the server of Argo Workflows is not available',
          object,
          evidence: troubleOf(state, podsOf(state, controller), deployment),
          hint: 'flows run without it; the user interface and its webhooks do not',
          command: kubectl(state, `describe deployment ${name}`, namespace),
        });
      }
      const args = containersOf(deployment).flatMap(({ args: list }) => textsOf(list));
      const open = args.some(
        (arg, index) =>
          arg === '--auth-mode=server' || (arg === '--auth-mode' && args[index + 1] === 'server'),
      );
      const exposed = objectsOf(state, 'Service').filter(
        (service) =>
          nameOf(service).namespace === namespace &&
          textOf(valueAt(service, ['spec', 'selector', 'app'])) === name &&
          ['LoadBalancer', 'NodePort'].includes(textOf(valueAt(service, ['spec', 'type']))),
      );
      if (open) {
        for (const service of exposed) {
          found.push({
            severity: 'warning',
            title: `whoever reaches ${labelOf(service)} acts as the server`,
            object,
            evidence: [`--auth-mode=server, type ${textOf(valueAt(service, ['spec', 'type']))}`],
            hint: 'use --auth-mode=client or sso, or do not expose it',
            command: kubectl(state, `get service ${nameOf(service).name} -o yaml`, namespace),
          });
        }
      }
      return found;
    }),
};
