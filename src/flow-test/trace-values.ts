import type { JsonValue } from '../json.ts';
import type { Action, Hop } from '../simulate/trace.ts';
import type { TriggerResult } from '../test-event/result.ts';
import type { WorkflowNode, WorkflowRun } from '../workflow/run.ts';

// What flow tests, snapshots and records say of what came of an event, under the same names.

/** What a trigger does, under the keys by which a flow test asks for it. */
export function actionOf(action: Action): Readonly<Record<string, JsonValue | undefined>> {
  switch (action.kind) {
    case 'k8s':
      return { operation: action.operation, resource: action.object };
    case 'argoWorkflow':
      return { operation: action.operation, resource: action.object, command: action.command };
    case 'http': {
      const { method, url, headers, body } = action;
      return { request: { method, url, headers: { ...headers }, body } };
    }
    case 'message': {
      const { system, target, body } = action;
      return { message: { system, target, body } };
    }
  }
}

/** The hop at which a trigger ended. */
export function hopOf(trace: TriggerResult | undefined): Hop | undefined {
  return trace?.hops.find(({ verdict }) => verdict !== 'passed');
}

/** All nodes of a run, each before those below it. */
export function nodesOf({ root, onExit }: WorkflowRun): readonly WorkflowNode[] {
  const found: WorkflowNode[] = [];
  const stack = [onExit, root].filter((node) => node !== undefined);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    found.push(node);
    stack.push(...[...node.children].reverse());
  }
  return found;
}

/** What is asked of a node, by the key under which a flow test asks for it. */
export function nodeValues(node: WorkflowNode): Readonly<Record<string, JsonValue | undefined>> {
  const { phase, message, inputs, outputs, image, command, args, body } = node;
  return {
    phase,
    message,
    inputs: inputs && { ...inputs },
    outputs: outputs && { ...outputs },
    image,
    command,
    args,
    body,
  };
}
