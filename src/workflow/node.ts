import type { JsonObject } from '../json.ts';
import { displayName } from './node-name.ts';
import type { NodeType } from './run.ts';
import type { UnknownValue } from './unknown.ts';

/** A phase that a node can end in. */
export type Outcome = 'Succeeded' | 'Skipped' | 'Omitted' | 'Failed' | 'Error';

/** What a node hands on. */
export interface Outputs {
  /** Texts may hold marks of unknown values. `null`: absent. */
  readonly parameters: Map<string, string | null>;
  /** Name → the artifact's description, for references to resolve. */
  readonly artifacts: Map<string, JsonObject>;
  result: string | undefined;
  exitCode: string | undefined;
}

export function noOutputs(): Outputs {
  return { parameters: new Map(), artifacts: new Map(), result: undefined, exitCode: undefined };
}

/** A node of `status.nodes` while the walk goes on. */
export interface WalkNode {
  readonly id: string;
  readonly name: string;
  displayName: string;
  type: NodeType;
  readonly template: string;
  readonly templateLabel: string | undefined;
  readonly boundary: WalkNode | undefined;
  readonly hooked: boolean;
  retried: boolean;
  /** Where the node can end, on the assumptions made; empty while it runs. More than one: undecided. */
  outcomes: ReadonlySet<Outcome>;
  message: string | undefined;
  /** What would have to be known to decide whether this node runs at all. */
  undecided: readonly UnknownValue[];
  /** The ids that the controller keeps as `children`: edges of the graph. */
  readonly edges: string[];
  readonly outbound: string[];
  /** The nodes below it as a person sees them. */
  readonly nested: WalkNode[];
  outputs: Outputs | undefined;
  inputs: ReadonlyMap<string, string> | undefined;
  details: NodeDetails;
  readonly notes: string[];
  daemoned: boolean;
}

/** What a leaf would run; texts may hold marks. */
export interface NodeDetails {
  readonly podName?: string;
  readonly image?: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly body?: string;
}

export interface NodeStart {
  readonly id: string;
  readonly name: string;
  readonly type: NodeType;
  readonly template: string;
  readonly templateLabel: string | undefined;
  readonly boundary: WalkNode | undefined;
  readonly hooked: boolean;
}

export function startNode(start: NodeStart): WalkNode {
  return {
    ...start,
    displayName: displayName(start.name, start.boundary?.name),
    retried: false,
    outcomes: new Set(),
    message: undefined,
    undecided: [],
    edges: [],
    outbound: [],
    nested: [],
    outputs: undefined,
    inputs: undefined,
    details: {},
    notes: [],
    daemoned: false,
  };
}

export function end(node: WalkNode, outcome: Outcome, message?: string): WalkNode {
  node.outcomes = new Set([outcome]);
  node.message = message;
  return node;
}

/** The one way in which the node can end, or undefined when it is undecided or never ends. */
export function certain(node: WalkNode): Outcome | undefined {
  return node.outcomes.size === 1 ? [...node.outcomes][0] : undefined;
}

export function isFailure(outcome: Outcome): boolean {
  return outcome === 'Failed' || outcome === 'Error';
}

/** Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (NodePhase.Completed). */
export function isCompleted(outcome: Outcome): boolean {
  return outcome === 'Succeeded' || isFailure(outcome);
}

export function isEnded(node: WalkNode): boolean {
  return node.outcomes.size > 0;
}

/** Marks a node as one that may not run, for want of these values. */
export function makeUndecided(
  node: WalkNode,
  otherwise: Outcome,
  values: readonly UnknownValue[],
  message: string,
): void {
  node.outcomes = new Set([
    ...(node.outcomes.size === 0 ? (['Succeeded'] as const) : node.outcomes),
    otherwise,
  ]);
  node.undecided = values;
  node.message = message;
}
