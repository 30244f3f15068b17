import type { Engine } from '../engine/engine.ts';
import type { JsonObject } from '../json.ts';
import { asFailure, Failure } from './failure.ts';
import type { GivenOutputs } from './given-outputs.ts';
import type { ConfigMapLookup, Surroundings } from './inputs.ts';
import { type NodeStart, startNode, type WalkNode } from './node.ts';
import { nodeId, podName } from './node-name.ts';
import type { Substitution } from './substitution.ts';
import {
  holderOf,
  type TemplateBase,
  type TemplateHolder,
  type TemplateLibrary,
} from './template-library.ts';
import type { Unknowns, UnknownValue } from './unknown.ts';

export interface WalkSetup {
  readonly name: string;
  readonly namespace: string;
  /** The effective spec: merged, and with the global variables in place. */
  readonly spec: JsonObject;
  readonly base: TemplateBase;
  readonly library: TemplateLibrary;
  readonly engine: Engine;
  readonly substitution: Substitution;
  readonly unknowns: Unknowns;
  readonly globals: Map<string, string | null>;
  readonly given: GivenOutputs;
  readonly configMap: ConfigMapLookup;
  readonly podNames: 'v1' | 'v2';
  readonly limits: { readonly nodes: number; readonly depth: number };
}

export interface ExecutionOptions {
  readonly name: string;
  /** `steps.name` or `tasks.name`; empty for the entrypoint, hooks and handlers. */
  readonly caller: { readonly kind: 'steps' | 'tasks'; readonly name: string };
  readonly holder: TemplateHolder;
  readonly base: TemplateBase;
  readonly args: JsonObject | undefined;
  /** The steps or DAG node that it belongs to. */
  readonly boundary: WalkNode | undefined;
  /** The node below which it is shown. */
  readonly parent: WalkNode | undefined;
  readonly hooked?: boolean;
}

export interface Executed {
  readonly node: WalkNode;
  /** Why the controller did not get as far as running the template. */
  readonly failure?: Failure;
}

/** Runs a template; see execute.ts. */
export type Execute = (walk: Walk, options: ExecutionOptions) => Executed;

/** The state of one run: which nodes there are, what is known globally, how deep the walk is. */
export class Walk implements Surroundings {
  readonly setup: WalkSetup;
  // A template runs steps, tasks and hooks, which run templates: they get to know of it here.
  readonly #execute: Execute;
  readonly nodes = new Map<string, WalkNode>();
  /** Output artifacts with a global name: `workflow.outputs.artifacts.x`. */
  readonly artifacts = new Map<string, JsonObject>();
  /** `scope/name/template` of the templates under execution, outermost first. */
  readonly stack: string[] = [];
  /** More than 0 inside a branch of which nobody knows whether it runs. */
  tentative = 0;
  depth = 0;

  constructor(setup: WalkSetup, execute: Execute) {
    this.setup = setup;
    this.#execute = execute;
  }

  /** Runs one template under a node's name. */
  execute(options: ExecutionOptions): Executed {
    return this.#execute(this, options);
  }

  /** The template of a step or task, when it can be found. */
  templateOf(base: TemplateBase, holder: JsonObject): JsonObject | undefined {
    try {
      return this.setup.library.resolve(base, holderOf(holder)).template;
    } catch (thrown) {
      asFailure(thrown);
      return undefined;
    }
  }

  podName(node: string, template: string): string {
    return podName(this.setup.name, node, template, this.setup.podNames);
  }

  get substitution(): Substitution {
    return this.setup.substitution;
  }

  get unknowns(): Unknowns {
    return this.setup.unknowns;
  }

  get globals(): Map<string, string | null> {
    return this.setup.globals;
  }

  get configMap(): ConfigMapLookup {
    return this.setup.configMap;
  }

  /** A new node, shown below `parent`. Throws a Failure when argoflow's bound is reached. */
  start(start: Omit<NodeStart, 'id'>, parent: WalkNode | undefined): WalkNode {
    if (this.nodes.size >= this.setup.limits.nodes) {
      throw new Failure('truncated', `argoflow stops after ${this.setup.limits.nodes} nodes`);
    }
    const node = startNode({ ...start, id: nodeId(this.setup.name, start.name) });
    this.nodes.set(node.id, node);
    parent?.nested.push(node);
    return node;
  }

  /** An output with a `globalName`: every later template can read it. */
  exportParameter(globalName: string, value: string): void {
    const name = `workflow.outputs.parameters.${globalName}`;
    if (globalName !== '') this.globals.set(name, this.unknowns.rename(value, name));
  }

  named(name: string): WalkNode | undefined {
    return this.nodes.get(nodeId(this.setup.name, name));
  }

  /**
   * `when` after substitution. Throws a Failure when it is not a condition.
   * Source: argo-workflows workflow/controller/steps.go (shouldExecute).
   */
  shouldExecute(when: string): boolean | readonly UnknownValue[] {
    if (when === '') return true;
    const unknown = this.unknowns.in(when);
    if (unknown.length > 0) return unknown;
    const [answer] = this.setup.engine.ask([{ op: 'when', expression: when }]);
    if (!answer.ok) throw new Failure('error', answer.error);
    return answer.value;
  }
}

/** Adds an edge of the controller's graph. */
export function connect(parent: WalkNode, child: WalkNode): void {
  if (!parent.edges.includes(child.id)) parent.edges.push(child.id);
}

/** Where the graph goes on after a node. Source: argo-workflows workflow/controller/operator.go (getOutboundNodes). */
export function outboundOf(walk: Walk, node: WalkNode): readonly string[] {
  switch (node.type) {
    case 'Skipped':
    case 'Suspend':
    case 'HTTP':
    case 'Plugin':
      return [node.id];
    case 'Pod':
    case 'Container':
    case 'TaskGroup': {
      const containers = node.type === 'Pod' && node.nested.some(({ type }) => type === 'Container');
      if ((node.type === 'Pod' && !containers) || node.edges.length === 0) return [node.id];
      return node.edges.flatMap((id) => {
        const child = walk.nodes.get(id);
        if (child === undefined) return [];
        if (node.type === 'Container' && child.boundary !== node.boundary) return [node.id];
        return outboundOf(walk, child);
      });
    }
    case 'Retry':
      return node.edges.slice(-1);
    default:
      return node.outbound.flatMap((id) => {
        const child = walk.nodes.get(id);
        return child === undefined ? [] : outboundOf(walk, child);
      });
  }
}
