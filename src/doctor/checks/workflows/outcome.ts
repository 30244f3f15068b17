import { nameOf } from '../../../cluster/object.ts';
import { isObject, type JsonObject, textOf, valueAt } from '../../../json.ts';
import { parseForbidden } from '../../../rbac/forbidden.ts';
import { since } from '../../age.ts';
import type { Check } from '../../check.ts';
import type { Finding } from '../../finding.ts';
import { kubectl } from '../../kubectl.ts';
import { labelOf } from '../../object.ts';
import { type ClusterState, objectsOf } from '../../state.ts';

export const outcome: Check = {
  id: 'workflows/outcome',
  title: 'no Workflow of the last day failed',
  why: `Error is what the system could not do: a template that is not there, a right that is missing, an account that is gone;
it goes the same way the next time. Failed is what a program said, and may go well the next time. Source: argo-workflows
workflow/controller/operator.go, pkg/apis/workflow/v1alpha1/workflow_phase.go.`,
  reads: ['Workflow'],
  run: (state) => objectsOf(state, 'Workflow').flatMap((workflow) => judge(state, workflow)),
};

/** Milliseconds: what ended before says little of how things are. */
const RECENT = 24 * 3_600_000;

function judge(state: ClusterState, workflow: JsonObject): Finding[] {
  const { namespace, name } = nameOf(workflow);
  const phase = textOf(valueAt(workflow, ['status', 'phase']));
  const message = textOf(valueAt(workflow, ['status', 'message']));
  if (phase !== 'Failed' && phase !== 'Error') return [];
  if (since(valueAt(workflow, ['status', 'finishedAt']), state.now) > RECENT) return [];
  const refused = parseForbidden(message).length > 0;
  const nodes = failedNodes(workflow);
  return [
    {
      // What was refused is refused again; what a program did may go well the next time.
      severity: refused || phase === 'Error' ? 'error' : 'warning',
      title: `ended as ${phase}`,
      object: labelOf(workflow),
      evidence: [
        message || `status.phase is ${phase}`,
        ...nodes.filter((text) => !text.endsWith(message)),
      ].slice(0, 4),
      hint: refused
        ? 'argoflow rbac explain says what to grant; accounts/permissions checks all of it'
        : phase === 'Error'
          ? 'the message says what the system could not do; it goes the same way the next time'
          : 'what its container said is in its log',
      command: refused
        ? kubectl(state, `get workflow ${name} -o yaml`, namespace)
        : kubectl(state, `logs -l workflows.argoproj.io/workflow=${name} -c main --tail=50`, namespace),
    },
  ];
}

/** `node: message` of the Pods that failed. */
function failedNodes(workflow: JsonObject): readonly string[] {
  const nodes = valueAt(workflow, ['status', 'nodes']);
  return (isObject(nodes) ? Object.values(nodes) : []).filter(isObject).flatMap((node) => {
    if (node['type'] !== 'Pod' || !['Failed', 'Error'].includes(textOf(node['phase']))) return [];
    return [`${textOf(node['displayName'])}: ${textOf(node['message']) || textOf(node['phase'])}`];
  });
}
