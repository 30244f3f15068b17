import { nameOf } from '../../../cluster/object.ts';
import type { Check } from '../../check.ts';
import { covers, labelOfController, type Project } from '../../controllers.ts';
import type { Finding } from '../../finding.ts';
import type { Kind } from '../../kinds.ts';
import { kubectl } from '../../kubectl.ts';
import { objectsOf } from '../../state.ts';

const KINDS: Readonly<Record<Project, readonly Kind[]>> = {
  'Argo Events': ['EventBus', 'EventSource', 'Sensor'],
  'Argo Workflows': ['Workflow', 'CronWorkflow'],
};

export const scope: Check = {
  id: 'installation/scope',
  title: 'a controller watches every namespace in which there are flows',
  why: `A controller that was started with --namespaced sees one namespace only. Objects elsewhere are taken by the API server
and never looked at: they have no status, and nobody says so. Argo Events reads --managed-namespace only together with
--namespaced. Sources: argo-events pkg/reconciler/cmd/start.go, argo-workflows cmd/workflow-controller/main.go.`,
  reads: ['Deployment'],
  run: (state) =>
    Object.entries(KINDS).flatMap(([project, kinds]): Finding[] => {
      const own = state.controllers.filter((one) => one.project === project && one.role === 'controller');
      // None at all is another finding: controllers/running.
      if (own.length === 0) return [];
      const objects = kinds.flatMap((kind) => objectsOf(state, kind));
      const namespaces = new Set(objects.map((one) => nameOf(one).namespace));
      return [...namespaces]
        .filter((namespace) => !own.some((one) => covers(one, namespace)))
        .map((namespace) => {
          const inIt = objects.filter((one) => nameOf(one).namespace === namespace).length;
          const watched = own.map(({ watches }) => `"${watches}"`).join(', ');
          return {
            severity: 'error' as const,
            title: `no controller of ${project} watches namespace "${namespace}", where ${inIt} ${inIt === 1 ? 'object is' : 'objects are'}`,
            ...(own[0] && { object: labelOfController(own[0]) }),
            evidence: [`--namespaced: it watches namespace ${watched}`],
            hint: `install ${project} for the whole cluster, or move the objects to where it watches`,
            command: kubectl(state, `get deployment ${own[0]?.name} -o yaml`, own[0]?.namespace),
          };
        });
    }),
};
