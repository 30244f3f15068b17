import { nearest } from '../../../nearest.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';

export const sensorsTemplates: Check = {
  id: 'sensors/templates',
  title: 'every template that a Workflow refers to is there',
  why: `A Workflow whose template is not in its own namespace is created all the same and ends as Error; "argo submit" refuses
it, which only the log of the sensor says. Sources: argo-workflows workflow/templateresolution/context.go,
argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go.`,
  reads: ['Sensor', 'WorkflowTemplate', 'ClusterWorkflowTemplate'],
  run: (state) =>
    state.model.links.flatMap((link): Finding[] => {
      const { kind, to, target, at, partFound } = link;
      if (kind !== 'template' || to.name === '' || to.name.includes('{{')) return [];
      if (state.namespace !== undefined && to.namespace !== '' && to.namespace !== state.namespace) return [];
      const isLost = target === undefined;
      if (!isLost && partFound !== false) return [];
      const names = state.model.resources
        .filter(
          (one) =>
            one.kind === to.kind && (to.namespace === '' || state.model.namespaceOf(one) === to.namespace),
        )
        .map(({ name }) => name);
      const near = isLost ? nearest(to.name, names) : undefined;
      const where = to.namespace === '' ? '' : ` in namespace "${to.namespace}"`;
      const plural = `${to.kind.toLowerCase()}s`;
      return [
        {
          severity: 'error',
          title: isLost
            ? `there is no ${to.kind} "${to.name}"${where}`
            : `${to.kind} "${to.name}" has no template "${to.part}"`,
          object: at.resource ?? '',
          evidence: [`named in ${(at.path ?? []).join('.')}`],
          hint:
            near === undefined
              ? 'apply it there: a Workflow finds templates in its own namespace, and cluster templates'
              : `did you mean "${near}"?`,
          command: kubectl(
            state,
            isLost ? `get ${plural}` : `get ${plural} ${to.name} -o yaml`,
            to.namespace,
          ),
        },
      ];
    }),
};
