import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import type { Check } from '../../check.ts';
import { covers } from '../../controllers.ts';
import { kubectl } from '../../kubectl.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

/** By then the controller holds them all in memory, and lists take long. */
const MANY = 1000;

export const pile: Check = {
  id: 'workflows/pile',
  title: 'Workflows that ended do not pile up',
  why: `Every Workflow that is kept is held in the memory of the controller and in etcd. Without a ttlStrategy and without
a retention policy nothing ever deletes them. Sources: argo-workflows docs/cost-optimisation.md, workflow/gccontroller.`,
  reads: ['Workflow'],
  run: (state) => {
    const counts = new Map<string, number>();
    for (const workflow of objectsOf(state, 'Workflow')) {
      const ended = textOf(valueAt(workflow, ['status', 'finishedAt'])) !== '';
      const { namespace } = nameOf(workflow);
      if (!ended || isLimited(workflow) || cleans(state, namespace)) continue;
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
    return [...counts]
      .filter(([, count]) => count >= MANY)
      .map(([namespace, count]) => ({
        severity: 'warning' as const,
        title: `${count} Workflows of namespace "${namespace}" have ended and are kept without a ttlStrategy`,
        hint: 'give them a ttlStrategy, or the controller a retentionPolicy or workflowDefaults with one',
        command: kubectl(
          state,
          'delete workflows -l workflows.argoproj.io/completed=true --dry-run=server',
          namespace,
        ),
      }));
  },
};

/** By itself, or by the template that it was made of. */
function isLimited(workflow: JsonObject): boolean {
  return [
    ['spec', 'ttlStrategy'],
    ['status', 'storedWorkflowTemplateSpec', 'ttlStrategy'],
  ].some((path) => isObject(valueAt(workflow, path)));
}

/** Does the controller there give every Workflow a limit, or keep only some? */
function cleans({ controllers }: ClusterState, namespace: string): boolean {
  return controllers.some(
    (one) =>
      one.project === 'Argo Workflows' &&
      covers(one, namespace) &&
      /ttlStrategy|retentionPolicy/.test(
        JSON.stringify(isObject(one.config) ? (one.config['data'] ?? '') : ''),
      ),
  );
}
