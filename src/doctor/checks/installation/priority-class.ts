import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { labelOfController } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';
import { objectsOf } from '../../state.ts';

export const priorityClass: Check = {
  id: 'installation/priority-class',
  title: 'the priority classes of the controllers are there',
  why: `The workflow controller's Deployment names the PriorityClass "workflow-controller". Without it every pod of it is
refused, which only an event of its ReplicaSet says. Source: argo-workflows manifests/base/workflow-controller
(workflow-controller-deployment.yaml), kubernetes plugin/pkg/admission/priority.`,
  reads: ['Deployment', 'PriorityClass'],
  run: (state) => {
    const there = new Set(objectsOf(state, 'PriorityClass').map((one) => nameOf(one).name));
    return state.controllers.flatMap((controller) => {
      const named = textOf(valueAt(controller.deployment, ['spec', 'template', 'spec', 'priorityClassName']));
      if (named === '' || named.startsWith('system-') || there.has(named)) return [];
      return [
        {
          severity: 'error' as const,
          title: `its priority class "${named}" is not there, so that no pod of it is made`,
          object: labelOfController(controller),
          evidence: [`no PriorityClass/${named}`],
          hint: 'apply the PriorityClass of the installation, or take the name out of the Deployment',
          command: kubectl(state, `create priorityclass ${named} --value=1000000`),
        },
      ];
    });
  },
};
