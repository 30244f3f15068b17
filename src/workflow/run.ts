import type { Diagnostic } from '../diagnostic.ts';

/** How a Workflow would run, as far as that can be known without running its containers. Plain data. */
export interface WorkflowRun {
  /** The Workflow's name; for a `generateName` the prefix with five invented characters, always the same. */
  readonly name: string;
  /**
   * Succeeded when every leaf is assumed to succeed and nothing stands against it; Error or Failed as the
   * controller would end it; Rejected when the controller or the API server would not even start it.
   */
  readonly phase: 'Succeeded' | 'Failed' | 'Error' | 'Rejected';
  readonly message?: string;
  /** Errors and warnings found before the run, as `argo lint` and the controller would find them. */
  readonly problems: readonly Diagnostic[];
  /** The values of `spec.arguments.parameters` that the run starts with. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly root?: WorkflowNode;
  /** True when a bound of argoflow's (nodes, depth) cut the walk. */
  readonly truncated?: boolean;
}

export type NodePhase = 'Succeeded' | 'Skipped' | 'Omitted' | 'Failed' | 'Error';

export interface WorkflowNode {
  /** As the controller makes it: `name` for the root, else `name-<fnv32a of the node's name>`. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly type:
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
  readonly template?: string;
  readonly phase: NodePhase;
  readonly message?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  /** What the leaf would run. Texts that only a run can know keep their `{{…}}`. */
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** A script's source, a resource template's manifest, an HTTP template's request: what the leaf is about. */
  readonly body?: string;
  /** References in this node that only a run can know: `steps.a.outputs.result`. */
  readonly unknown?: readonly string[];
  readonly children: readonly WorkflowNode[];
}
