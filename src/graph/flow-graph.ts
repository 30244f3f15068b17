import type { Diagnostic, Place } from '../diagnostic.ts';
import type { JsonValue } from '../json.ts';

/**
 * What a node stands for.
 *
 * event: an entry of an EventSource · subject: what an EventBus carries of one event · dependency, condition, trigger:
 * the parts of a Sensor · workflow: any kind of the Workflow family · task: a step, a task or a template inside of one ·
 * object: what a trigger acts on otherwise · target: what lies outside of the cluster's API
 */
export type NodeKind =
  | 'ingress'
  | 'event-source'
  | 'event'
  | 'event-bus'
  | 'subject'
  | 'sensor'
  | 'dependency'
  | 'condition'
  | 'trigger'
  | 'workflow'
  | 'event-binding'
  | 'task'
  | 'object'
  | 'target'
  | 'service-account';

/** Whether an object is there: among the files, certainly nowhere, or of a kind that the files do not hold. */
export type Presence = 'there' | 'missing' | 'unchecked';

/** Against another state of the files. */
export type Change = 'added' | 'removed' | 'changed';

/** One thing that is known of a node, for those who ask for more. */
export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** What the roles among the files let an account do, and whether the flow asks for it. */
export interface Grant {
  /** `create, get workflows.argoproj.io` */
  readonly text: string;
  /** `Role "deployer"` */
  readonly through: string;
  readonly needed: boolean;
}

export interface FlowNode {
  /** The same for the same thing in two states of the files. */
  readonly id: string;
  readonly kind: NodeKind;
  /** The node that this one is a part of. */
  readonly parent: string | undefined;
  /** What it is called by those who write manifests: `EventSource`, `github event`, `k8s trigger`. */
  readonly noun: string;
  readonly title: string;
  /** '' for what is in none. */
  readonly namespace: string;
  /** What tells it from others of its kind, a line each. */
  readonly lines: readonly string[];
  readonly facts: readonly Fact[];
  /** Of an account only. */
  readonly grants: readonly Grant[];
  /** Requests that the account of this node makes and nothing allows. */
  readonly lacks: readonly string[];
  readonly presence: Presence;
  readonly at: Place | undefined;
  /** What lint finds here, errors and warnings. */
  readonly findings: readonly Diagnostic[];
  readonly change: Change | undefined;
  /** Paths of the manifest that differ, and lines of the node that do. */
  readonly changes: readonly string[];
  /** What of the manifests it stands for; only compared, never shown. */
  readonly content: JsonValue;
}

/**
 * backend: Ingress → EventSource · publishes: event → subject · delivers: subject → dependency · waits-for: dependency →
 * condition or trigger · decides: condition → trigger · dead-letter: trigger → its dlqTrigger · acts: trigger → what it
 * acts on · template: → (Cluster)WorkflowTemplate · then: task → task · runs-as: → ServiceAccount
 */
export type EdgeKind =
  | 'backend'
  | 'publishes'
  | 'delivers'
  | 'waits-for'
  | 'decides'
  | 'dead-letter'
  | 'acts'
  | 'template'
  | 'then'
  | 'runs-as';

/** A request to the API server that an edge makes necessary. */
export interface Permission {
  /** `create workflows.argoproj.io` */
  readonly text: string;
  /** conditional: only some runs ask for it, and nothing grants it. */
  readonly state: 'granted' | 'missing' | 'unchecked' | 'conditional';
  /** `Role "deployer"`, or why it is not granted. */
  readonly because: string;
}

export interface FlowEdge {
  readonly id: string;
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  /** Filters, transformations, results that are waited for: a line each. */
  readonly labels: readonly string[];
  readonly permissions: readonly Permission[];
  /** Why nothing gets along here; undefined when something does. */
  readonly broken: string | undefined;
  readonly findings: readonly Diagnostic[];
  readonly change: Change | undefined;
}

/** A flow as nodes and edges: every edge leads from a node to a node, every parent is one. */
export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly FlowEdge[];
  /** What it was compared with; undefined when it was not. */
  readonly base: string | undefined;
}

/** A link that leads nowhere, in words, and where it is written. */
export interface BrokenLink {
  readonly message: string;
  readonly from: FlowNode;
  readonly to: FlowNode;
  readonly rule: string | undefined;
  readonly help: string | undefined;
  readonly at: Place | undefined;
}

/** Each broken link once, in the order of the edges; what was removed is broken for nobody any more. */
export function brokenLinks(graph: FlowGraph): readonly BrokenLink[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const seen = new Set<string>();
  return graph.edges.flatMap(({ broken, change, findings, from, to }) => {
    const start = nodes.get(from);
    const end = nodes.get(to);
    if (broken === undefined || change === 'removed' || start === undefined || end === undefined) return [];
    const finding = findings.find(({ severity }) => severity === 'error');
    const at = finding?.at ?? start.at;
    const key = JSON.stringify([
      broken,
      at?.file,
      at?.range?.start.offset,
      finding === undefined ? [from, to] : [],
    ]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ message: broken, from: start, to: end, rule: finding?.rule, help: finding?.help, at }];
  });
}
