import { nameOf } from '../../../cluster/object.ts';
import { textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { covers } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { objectsOf } from '../../state.ts';
import { workflowsOfTriggers } from '../../triggers.ts';

export const sensorsTargets: Check = {
  id: 'sensors/targets',
  title: 'the namespaces in which Sensors create Workflows are there, and watched',
  why: `A trigger may name another namespace. Where that is missing or about to go, every action fails; where no workflow
controller watches it, the Workflow is created and never gets a phase, and the sensor says that all went well. Source:
argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go, argo-workflows cmd/workflow-controller/main.go.`,
  reads: ['Sensor', 'Namespace'],
  run: (state) =>
    workflowsOfTriggers(state).flatMap(({ sensor, trigger, namespace }): Finding[] => {
      const found = objectsOf(state, 'Namespace').find((one) => nameOf(one).name === namespace);
      const base = {
        severity: 'error' as const,
        object: `Sensor/${state.model.namespaceOf(sensor.resource)}/${sensor.name}`,
        evidence: [`trigger "${trigger}"`],
      };
      if (found === undefined) {
        return [
          {
            ...base,
            title: `creates Workflows in namespace "${namespace}", which is not there`,
            hint: 'make the namespace, or name another one in the metadata of the Workflow',
            command: kubectl(state, `create namespace ${namespace}`),
          },
        ];
      }
      if (textOf(valueAt(found, ['status', 'phase'])) === 'Terminating') {
        return [
          {
            ...base,
            title: `creates Workflows in namespace "${namespace}", which is being deleted`,
            hint: 'nothing can be created there any more',
            command: kubectl(state, `get namespace ${namespace} -o yaml`),
          },
        ];
      }
      const own = state.controllers.filter(
        ({ project, role }) => project === 'Argo Workflows' && role === 'controller',
      );
      if (own.length === 0 || own.some((one) => covers(one, namespace))) return [];
      return [
        {
          ...base,
          title: `creates Workflows in namespace "${namespace}", which no workflow controller watches`,
          hint: `the controller watches only ${own.map(({ watches }) => `"${watches}"`).join(', ')}`,
          command: kubectl(state, `get workflows`, namespace),
        },
      ];
    }),
};
