import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import { ageOf, duration } from '../../age.ts';
import type { Check } from '../../check.ts';
import { PATIENCE } from '../../conditions.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { objectsOf } from '../../state.ts';

export const workflowsSeen: Check = {
  id: 'workflows/seen',
  title: 'every Workflow is seen by a controller',
  why: `A Workflow that no controller takes up has no phase at all, and no event, and waits for ever: no controller watches its
namespace, it has another instance id, or the controller does not run. Source: argo-workflows
workflow/controller/controller.go, pkg/apis/workflow/v1alpha1/workflow_phase.go.`,
  reads: ['Workflow'],
  run: (state) =>
    objectsOf(state, 'Workflow').flatMap((workflow) => {
      const age = ageOf(workflow, state.now);
      if (textOf(valueAt(workflow, ['status', 'phase'])) !== '' || age < PATIENCE) return [];
      const { namespace, name } = nameOf(workflow);
      return [
        {
          severity: 'error' as const,
          title: `no controller has seen it for ${duration(age)}`,
          object: labelOf(workflow),
          evidence: ['status.phase is empty'],
          hint: `does the workflow controller run, watch namespace "${namespace}", and have the same instance id?`,
          command: kubectl(state, `get workflow ${name} -o yaml`, namespace),
        },
      ];
    }),
};
