import type { Diagnostic, Path, Place } from '../diagnostic.ts';
import type { JsonValue } from '../json.ts';
import type { Resource } from '../model/resource.ts';
import type {
  EdgeKind,
  Fact,
  FlowEdge,
  FlowGraph,
  FlowNode,
  Grant,
  NodeKind,
  Permission,
  Presence,
} from './flow-graph.ts';

/** A place that a node or an edge stands for: what lint finds there, or below, is about it. */
export interface Site {
  readonly resource: Resource;
  /** From the resource's root. */
  readonly path: Path;
}

/** A node as it is found; all but its kind and title can be left out. */
export interface NodeDraft {
  readonly id: string;
  readonly kind: NodeKind;
  readonly parent?: string;
  readonly noun: string;
  readonly title: string;
  readonly namespace?: string;
  readonly lines?: readonly string[];
  readonly facts?: readonly Fact[];
  readonly grants?: readonly Grant[];
  readonly lacks?: readonly string[];
  readonly presence?: Presence;
  readonly sites?: readonly Site[];
  readonly content?: JsonValue;
}

export interface EdgeDraft {
  readonly kind: EdgeKind;
  readonly from: string;
  readonly to: string;
  readonly labels?: readonly string[];
  readonly permissions?: readonly Permission[];
  readonly broken?: string | undefined;
  readonly sites?: readonly Site[];
}

/** Rules whose findings say that a link leads nowhere, although both its ends are there. */
const LINK_RULES = /^(?:reference\/|event-bus\/mismatch$|condition\/unknown-dependency$)/;

/** Collects nodes and edges, and says in the end which findings belong to which of them. */
export class Draft {
  readonly #nodes = new Map<string, NodeDraft>();
  readonly #edges = new Map<string, EdgeDraft>();

  has(id: string): boolean {
    return this.#nodes.has(id);
  }

  /** The id that is free: of two objects with one name, the second is another node. */
  freeId(id: string): string {
    if (!this.has(id)) return id;
    for (let number = 2; ; number += 1) if (!this.has(`${id}#${number}`)) return `${id}#${number}`;
  }

  /** Adds a node, unless there is one with its id. */
  node(node: NodeDraft): string {
    if (!this.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  /** Adds an edge; of two between the same nodes, what both say stands on one. */
  edge(edge: EdgeDraft): void {
    const id = idOf(edge);
    const known = this.#edges.get(id);
    this.#edges.set(id, known === undefined ? edge : joined(known, edge));
  }

  finish(diagnostics: readonly Diagnostic[]): FlowGraph {
    const owners = this.#owners();
    const found = new Map<string, Diagnostic[]>();
    for (const diagnostic of diagnostics) {
      if (diagnostic.severity === 'info') continue;
      for (const owner of ownersOf(owners, diagnostic.at)) {
        const list = found.get(owner);
        if (list === undefined) found.set(owner, [diagnostic]);
        else if (!list.includes(diagnostic)) list.push(diagnostic);
      }
    }
    const nodes = [...this.#nodes.values()].map((node) => finishNode(node, found.get(node.id) ?? []));
    const edges = [...this.#edges].map(([id, edge]) => finishEdge(id, edge, found.get(id) ?? []));
    return { nodes, edges, base: undefined };
  }

  #owners(): Owners {
    const owners: Owners = new Map();
    const add = (owner: string, sites: readonly Site[]) => {
      for (const { resource, path } of sites) {
        const at = resource.at(path);
        const key = keyOf(at);
        const site = { owner, path: at.path ?? [] };
        const list = owners.get(key);
        if (list === undefined) owners.set(key, [site]);
        else list.push(site);
      }
    };
    // An edge comes first: it is what a reference is about, and the node it leads from only holds it.
    for (const [id, { sites }] of this.#edges) add(id, sites ?? []);
    for (const [id, { sites }] of this.#nodes) add(id, sites ?? []);
    return owners;
  }
}

type Owners = Map<string, { readonly owner: string; readonly path: Path }[]>;

function keyOf({ file, resource }: Place): string {
  return JSON.stringify([file ?? '', resource ?? '']);
}

/** Those whose site is nearest to the place; several, where several stand for the same site. */
function ownersOf(owners: Owners, at: Place): readonly string[] {
  const path = at.path ?? [];
  let best: string[] = [];
  let depth = -1;
  for (const site of owners.get(keyOf(at)) ?? []) {
    if (site.path.length < depth || site.path.some((part, index) => part !== path[index])) continue;
    if (site.path.length > depth) best = [];
    depth = site.path.length;
    if (!best.includes(site.owner)) best.push(site.owner);
  }
  return best;
}

function idOf({ kind, from, to }: EdgeDraft): string {
  return `${from} ${kind} ${to}`;
}

function joined(a: EdgeDraft, b: EdgeDraft): EdgeDraft {
  const texts = (list: readonly Permission[] | undefined) => (list ?? []).map(({ text }) => text);
  return {
    ...a,
    labels: [...new Set([...(a.labels ?? []), ...(b.labels ?? [])])],
    permissions: [
      ...(a.permissions ?? []),
      ...(b.permissions ?? []).filter(({ text }) => !texts(a.permissions).includes(text)),
    ],
    broken: a.broken ?? b.broken,
    sites: [...(a.sites ?? []), ...(b.sites ?? [])],
  };
}

function finishNode(node: NodeDraft, findings: readonly Diagnostic[]): FlowNode {
  const [site] = node.sites ?? [];
  return {
    id: node.id,
    kind: node.kind,
    parent: node.parent,
    noun: node.noun,
    title: node.title,
    namespace: node.namespace ?? '',
    lines: node.lines ?? [],
    facts: node.facts ?? [],
    grants: node.grants ?? [],
    lacks: node.lacks ?? [],
    presence: node.presence ?? 'there',
    at: site?.resource.at(site.path),
    findings,
    change: undefined,
    changes: [],
    content: node.content ?? null,
  };
}

function finishEdge(id: string, edge: EdgeDraft, findings: readonly Diagnostic[]): FlowEdge {
  const permissions = edge.permissions ?? [];
  const denied = permissions.filter(({ state }) => state === 'missing');
  const finding = findings.find(({ rule, severity }) => severity === 'error' && LINK_RULES.test(rule));
  const lack =
    denied.length === 0
      ? undefined
      : `may not ${denied.map(({ text, because }) => `${text}: ${because}`).join('; ')}`;
  return {
    id,
    kind: edge.kind,
    from: edge.from,
    to: edge.to,
    labels: edge.labels ?? [],
    permissions,
    broken: finding?.message ?? edge.broken ?? lack,
    findings,
    change: undefined,
  };
}
