import type { Path, Place } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import type { JsonObject } from '../json.ts';
import type { Model } from '../model/model.ts';

/** What is run: a Workflow, or an object that `argo submit --from` or a schedule would make a Workflow of. */
export interface WorkflowSource {
  /** Of kind Workflow, WorkflowTemplate, ClusterWorkflowTemplate or CronWorkflow; any JSON is accepted. */
  readonly object: JsonObject;
  /** Where it would be created. `metadata.namespace` of the object goes first. */
  readonly namespace: string;
  /** The place of a path in `object`. */
  readonly at: (path: Path) => Place;
}

export interface RunContext {
  readonly model: Model;
  readonly engine: Engine;
  readonly options?: RunOptions;
}

export interface RunOptions {
  /**
   * What only a real run can know. The key is a node's name or display name and what is given of it:
   * `flip-coin.outputs.result`, `build.outputs.parameters.tag`, `build(0).status`, `build.exitCode`.
   */
  readonly nodeOutputs?: Readonly<Record<string, string>>;
  /** As `argo submit -p name=value`: these values go over the object's own arguments. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** RFC 3339: when the Workflow is created. Without it `workflow.creationTimestamp` stays unknown. */
  readonly now?: string;
  readonly limits?: {
    /** Nodes after which the walk stops; 10,000 when absent. */
    readonly nodes?: number;
    /** The controller's `maxStackDepth`; 100 when absent. */
    readonly depth?: number;
  };
}
