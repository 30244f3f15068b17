import { isArray, isObject, type JsonObject, textOf, valueAt } from '../json.ts';
import type { Evidence, FollowedHop, Seen } from './hop.ts';
import { labelOf, named, objectsIn, ofKind, stuck } from './objects.ts';

/** Milliseconds that a Pod's own log and the label that it wrote may differ. */
const SLACK = 1000;

/**
 * Does the trigger create a Workflow that bears the sensor's labels? Others leave no trace of the event.
 * Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go, pkg/sensors/triggers/argo-workflow/argo-workflow.go.
 */
export function isWorkflowTrigger(template: JsonObject): boolean {
  const { argoWorkflow, k8s } = template;
  if (isObject(argoWorkflow)) return argoWorkflow['operation'] === 'submit';
  if (!isObject(k8s) || !['', 'create'].includes(textOf(k8s['operation']))) return false;
  const kind = valueAt(k8s, ['source', 'resource', 'kind']);
  return kind === 'Workflow' || kind === undefined;
}

/** The Workflow that the trigger created between the two times of its sensor's clock, and what became of it. */
export function workflowHops(
  seen: Seen,
  { sensor, trigger }: { readonly sensor: string; readonly trigger: string },
  from: number,
  until: number,
  expected: boolean,
): { readonly hops: readonly FollowedHop[]; readonly workflow?: string } {
  const workflow = ofKind(seen, 'Workflow').find((one) => {
    const time = Number(labelOf(one, 'events.argoproj.io/action-timestamp'));
    return (
      labelOf(one, 'events.argoproj.io/sensor') === sensor &&
      labelOf(one, 'events.argoproj.io/trigger') === trigger &&
      time >= from - SLACK &&
      time <= until + SLACK
    );
  });
  if (workflow === undefined) {
    const summary = 'no Workflow with the labels of this trigger and time is there';
    return { hops: expected ? [{ kind: 'workflow', name: trigger, state: 'unknown', summary }] : [] };
  }
  return { workflow: named(workflow), hops: hopsOfWorkflow(seen, workflow) };
}

/** Source of the phases: argo-workflows pkg/apis/workflow/v1alpha1/workflow_phase.go. */
export function hopsOfWorkflow(seen: Seen, workflow: JsonObject): readonly FollowedHop[] {
  const name = named(workflow);
  const phase = textOf(valueAt(workflow, ['status', 'phase']));
  const message = textOf(valueAt(workflow, ['status', 'message']));
  const status: Evidence = {
    from: `status of Workflow ${name}`,
    text: message === '' ? phase : `${phase}: ${message}`,
  };
  const at = (
    kind: 'workflow' | 'pods',
    state: FollowedHop['state'],
    summary: string,
    evidence?: Evidence,
  ) => ({
    kind,
    name,
    state,
    summary,
    ...(evidence && { evidence }),
  });
  const pods = ofKind(seen, 'Pod').filter((pod) => labelOf(pod, 'workflows.argoproj.io/workflow') === name);
  const created = at('workflow', 'reached', 'created');
  switch (phase) {
    case 'Succeeded':
      return [created, at('pods', 'reached', 'the Workflow succeeded', status)];
    case 'Failed':
    case 'Error': {
      const failed = nodesOf(workflow).filter(
        (node) => node['type'] === 'Pod' && ['Failed', 'Error'].includes(textOf(node['phase'])),
      );
      const [node] = failed;
      if (node === undefined || pods.length === 0)
        return [at('workflow', 'died', `created, and ended in ${phase}`, status)];
      const said = textOf(node['message']);
      const text = `${textOf(node['displayName'])}: ${textOf(node['phase'])}${said === '' ? '' : `: ${said}`}`;
      return [created, at('pods', 'died', `the Workflow ended in ${phase}`, { ...status, text })];
    }
    case '':
      return [at('workflow', 'waiting', 'created, and no workflow controller has taken it up')];
    default: {
      for (const pod of pods) {
        const trouble = stuck(pod, seen);
        if (trouble !== undefined) return [created, at('pods', 'died', 'a pod cannot start', trouble)];
      }
      return [created, at('pods', 'waiting', `the Workflow is ${phase}`, status)];
    }
  }
}

function nodesOf(workflow: JsonObject): readonly JsonObject[] {
  const nodes = valueAt(workflow, ['status', 'nodes']);
  return isObject(nodes) ? objectsIn(Object.values(nodes)) : [];
}

/** A node of a Workflow in its tree. */
export interface TreeNode {
  readonly id: string;
  readonly name: string;
  readonly phase: string;
  /** Why, where it says so. */
  readonly message: string;
  /** 0 for the Workflow itself. */
  readonly depth: number;
}

/**
 * The nodes in the order of the tree, each once: groups and retries stand before what they started. A node that runs
 * after another one is its child in the status, and stands beside it here, where both are within the same template.
 * Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (NodeStatus: children, boundaryID).
 */
export function nodeTree(workflow: JsonObject): readonly TreeNode[] {
  const nodes = nodesOf(workflow);
  const byId = new Map(nodes.map((node) => [textOf(node['id']), node]));
  // A step stands below its group.
  const grouped = new Set(
    nodes
      .filter(({ type }) => type === 'StepGroup')
      .flatMap(({ children }) => (isArray(children) ? children : [])),
  );
  const told = new Set<string>();
  const found: TreeNode[] = [];
  const depths = new Map<string, number>();
  const visit = (id: string): void => {
    const node = byId.get(id);
    if (node === undefined || told.has(id)) return;
    told.add(id);
    const within = byId.get(textOf(node['boundaryID']));
    const boundary = within === undefined ? 0 : 1 + (depths.get(textOf(within['id'])) ?? 0);
    const depth = boundary + (node['type'] !== 'StepGroup' && grouped.has(id) ? 1 : 0);
    depths.set(id, depth);
    found.push({
      id,
      name: textOf(node['displayName']) || textOf(node['name']),
      phase: textOf(node['phase']),
      message: textOf(node['message']),
      depth,
    });
    const children = node['children'];
    for (const child of isArray(children) ? children : []) visit(textOf(child));
  };
  visit(named(workflow));
  for (const id of byId.keys()) visit(id);
  return found;
}
