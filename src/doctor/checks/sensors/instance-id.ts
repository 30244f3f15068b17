import { textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { covers } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { workflowsOfTriggers } from '../../triggers.ts';

const LABEL = 'workflows.argoproj.io/controller-instanceid';

export const instanceId: Check = {
  id: 'sensors/instance-id',
  title: 'Workflows of Sensors bear the instance id of a controller',
  why: `A workflow controller with an instanceID takes only Workflows with that label, and one without takes only those without
a label. Any other Workflow never gets a phase, and nobody says so. Source: argo-workflows docs/scaling.md,
workflow/controller/controller.go (the label selector of its informer).`,
  reads: ['Sensor', 'Deployment'],
  run: (state) =>
    workflowsOfTriggers(state).flatMap(({ sensor, trigger, workflow, namespace }): Finding[] => {
      const own = state.controllers.filter(
        (one) => one.project === 'Argo Workflows' && covers(one, namespace) && one.config !== undefined,
      );
      if (own.length === 0) return [];
      const label = textOf(valueAt(workflow, ['metadata', 'labels', LABEL]));
      if (own.some((one) => one.instanceId === label)) return [];
      const wanted = own.map((one) => one.instanceId).find((id) => id !== '') ?? '';
      return [
        {
          severity: 'error',
          title:
            label === ''
              ? `creates Workflows without the instance id "${wanted}" of the controller`
              : `creates Workflows with the instance id "${label}", which no controller has`,
          object: `Sensor/${state.model.namespaceOf(sensor.resource)}/${sensor.name}`,
          evidence: [`trigger "${trigger}"`],
          hint:
            wanted === ''
              ? `take the label ${LABEL} out of the Workflow`
              : `give the Workflow the label ${LABEL}: ${wanted}`,
          command: kubectl(state, `edit sensor ${sensor.name}`, state.model.namespaceOf(sensor.resource)),
        },
      ];
    }),
};
