import type { FlowEdge, FlowGraph, FlowNode } from '../../../graph/flow-graph.ts';
import { type Card, cardOf } from '../card.ts';
import { push } from './components.ts';

/** An edge, and the outermost boxes that its ends stand in. */
export type OuterEdge = FlowEdge & { readonly ends: readonly [string, string] };

/** Which node stands in which, and between what edges run. */
export class Nesting {
  /** What stands in nothing; accounts, which are drawn where they are used, are left out. */
  readonly roots: readonly FlowNode[];
  readonly #nodes: ReadonlyMap<string, FlowNode>;
  readonly #children = new Map<string, FlowNode[]>();
  /** Edges by the one parent of both their ends. */
  readonly #inner = new Map<string, FlowEdge[]>();
  readonly #outer: FlowEdge[] = [];
  /** Those to the accounts, by the outermost box. */
  readonly #accounts = new Map<string, FlowEdge[]>();
  /** There are several namespaces, so that it has to be said which one. */
  readonly #places: boolean;

  constructor(graph: FlowGraph) {
    this.roots = graph.nodes.filter(({ parent, kind }) => parent === undefined && kind !== 'service-account');
    this.#places =
      new Set(graph.nodes.map(({ namespace }) => namespace).filter((one) => one !== '')).size > 1;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const node of graph.nodes) {
      if (node.parent !== undefined) push(this.#children, node.parent, node);
    }
    for (const edge of graph.edges) {
      const parents = [edge.from, edge.to].map((id) => this.#nodes.get(id)?.parent);
      if (edge.kind === 'runs-as') push(this.#accounts, this.top(edge.from), edge);
      else if (parents[0] !== undefined && parents[0] === parents[1]) push(this.#inner, parents[0], edge);
      else this.#outer.push(edge);
    }
  }

  card(node: FlowNode): Card {
    return cardOf(node, this.#places);
  }

  node(id: string): FlowNode {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`an edge leads to "${id}", which is no node`);
    return node;
  }

  /** The nodes that stand in a node. */
  childrenOf(id: string): readonly FlowNode[] {
    return this.#children.get(id) ?? [];
  }

  /** The edges between the nodes that stand in a node. */
  innerOf(id: string): readonly FlowEdge[] {
    return this.#inner.get(id) ?? [];
  }

  /** The edges between outermost boxes, with these. */
  get outer(): readonly OuterEdge[] {
    return this.#outer.map((edge) => ({ ...edge, ends: [this.top(edge.from), this.top(edge.to)] }));
  }

  /** The edges from an outermost box, or what is in it, to the accounts that it runs as. */
  accountsOf(id: string): readonly FlowEdge[] {
    return this.#accounts.get(id) ?? [];
  }

  /** The box that a node is drawn in, or itself. */
  top(id: string): string {
    let node = this.node(id);
    while (node.parent !== undefined) node = this.node(node.parent);
    return node.id;
  }
}
