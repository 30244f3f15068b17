import type { Diagnostic } from '../diagnostic.ts';

/** How a Workflow would run, as far as that can be known without running its containers. Plain data. */
export interface WorkflowRun {
  /** The Workflow's name; for a `generateName` the prefix with five invented characters, always the same. */
  readonly name: string;
  /**
   * Succeeded when every leaf is assumed to succeed and nothing stands against it; Error or Failed as the
   * controller would end it; Rejected when the controller or the API server would not even start it; Running
   * when it would never end; Unknown when that depends on values that only a run can know, or on a template object
   * that was not given (then there is no root).
   */
  readonly phase: 'Succeeded' | 'Failed' | 'Error' | 'Rejected' | 'Running' | 'Unknown';
  readonly message?: string;
  /** Errors and warnings found before the run, as `argo lint` and the controller would find them. */
  readonly problems: readonly Diagnostic[];
  /** The values of `spec.arguments.parameters` that the run starts with. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly root?: WorkflowNode;
  /** The exit handler of the whole Workflow (`spec.onExit` or `spec.hooks.exit`), which runs after the root. */
  readonly onExit?: WorkflowNode;
  /** True when a bound of argoflow's (nodes, depth) cut the walk. */
  readonly truncated?: boolean;
}

/** `Running`: would never finish. `Unknown`: depends on a value that only a run can know; the message says which. */
export type NodePhase = 'Succeeded' | 'Skipped' | 'Omitted' | 'Failed' | 'Error' | 'Running' | 'Unknown';

export type NodeType =
  | 'Pod'
  | 'Container'
  | 'Steps'
  | 'StepGroup'
  | 'DAG'
  | 'TaskGroup'
  | 'Retry'
  | 'Skipped'
  | 'Suspend'
  | 'HTTP'
  | 'Plugin';

export interface WorkflowNode {
  /** As the controller makes it: `name` for the root, else `name-<fnv32a of the node's name>`. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type: NodeType;
  /** The template's name; `<WorkflowTemplate>/<template>` for one that is referred to; absent for an inline one. */
  readonly template?: string;
  readonly phase: NodePhase;
  readonly message?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The output parameters that are known, of a steps or DAG template or as given. */
  readonly outputs?: Readonly<Record<string, string>>;
  /** The name of the pod, for nodes of type Pod. */
  readonly podName?: string;
  /** What the leaf would run. Texts that only a run can know keep their `{{…}}`. */
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** A script's source, a resource template's manifest, an HTTP template's request: what the leaf is about. */
  readonly body?: string;
  /** References in this node that only a run can know: `steps.a.outputs.result`. */
  readonly unknown?: readonly string[];
  /** What a person should know although it does not change the run: waits for a resume, may be taken from a cache. */
  readonly notes?: readonly string[];
  readonly children: readonly WorkflowNode[];
}
