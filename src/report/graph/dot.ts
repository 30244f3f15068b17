import type { FlowEdge, FlowGraph, FlowNode } from '../../graph/flow-graph.ts';
import { oneLine } from '../text-width.ts';
import { childrenOf } from './mermaid.ts';
import { HUES } from './theme.ts';
import { saysOf } from './words.ts';

/** For Graphviz: `argoflow graph -o dot | dot -Tpdf -o flow.pdf`. */
export function renderDot(graph: FlowGraph): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  const children = childrenOf(graph);
  const parents = new Map(graph.nodes.map(({ id, parent }) => [id, parent]));
  const lines = [
    'digraph flow {',
    '  rankdir=LR; compound=true; fontname="Helvetica"; nodesep=0.3; ranksep=0.7;',
    '  node [shape=box, style=rounded, fontname="Helvetica", fontsize=11];',
    '  edge [fontname="Helvetica", fontsize=9, color="#94a3b8"];',
  ];
  for (const node of graph.nodes)
    if (node.parent === undefined) lines.push(...nodeLines(node, ids, children, 1));
  for (const edge of graph.edges) lines.push(`  ${edgeLine(edge, { ids, children, parents })}`);
  return `${[...lines, '}'].join('\n')}\n`;
}

function nodeLines(
  node: FlowNode,
  ids: ReadonlyMap<string, number>,
  children: ReadonlyMap<string, readonly FlowNode[]>,
  depth: number,
): readonly string[] {
  const indent = '  '.repeat(depth);
  const number = ids.get(node.id);
  const parts = children.get(node.id) ?? [];
  const label = quoted([`${node.noun} ${node.title}`, ...node.lines, ...rights(node)]);
  if (parts.length === 0) return [`${indent}n${number} [label=${label}, ${look(node)}];`];
  return [
    `${indent}subgraph cluster_${number} {`,
    `${indent}  label=${label}; labeljust=l; ${look(node).replace(/, /g, '; ')};`,
    ...parts.flatMap((part) => nodeLines(part, ids, children, depth + 1)),
    `${indent}}`,
  ];
}

function rights({ presence, lacks, grants }: FlowNode): readonly string[] {
  return [
    ...(presence === 'missing' ? ['✗ not there'] : presence === 'unchecked' ? ['? not among the files'] : []),
    ...lacks.map((text) => `✗ ${text}`),
    ...grants.map(({ text, needed }) => `${needed ? '✓' : '–'} ${text}`),
  ];
}

function look({ kind, presence, lacks, change }: FlowNode): string {
  const [hue] = HUES[kind];
  if (change !== undefined) return CHANGES[change];
  if (presence === 'missing' || lacks.length > 0) return 'color="#dc2626", style="rounded,dashed"';
  return `color="${hue}", style=rounded`;
}

const CHANGES = {
  added: 'color="#16a34a", style="rounded,bold"',
  changed: 'color="#d97706", style="rounded,bold"',
  removed: 'color="#94a3b8", style="rounded,dotted"',
} as const;

interface Family {
  readonly ids: ReadonlyMap<string, number>;
  readonly children: ReadonlyMap<string, readonly FlowNode[]>;
  readonly parents: ReadonlyMap<string, string | undefined>;
}

/** An edge of Graphviz ends at a node; at a box around others it is cut off by `lhead` and `ltail`. */
function edgeLine(edge: FlowEdge, { ids, children, parents }: Family): string {
  const leaf = (id: string): string => {
    const [first] = children.get(id) ?? [];
    return first === undefined ? id : leaf(first.id);
  };
  const holds = (outer: string, inner: string): boolean => {
    for (let at: string | undefined = inner; at !== undefined; at = parents.get(at))
      if (at === outer) return true;
    return false;
  };
  const [from, to] = [leaf(edge.from), leaf(edge.to)];
  const says = saysOf(edge);
  const attributes = [
    ...(says.length === 0 ? [] : [`label=${quoted(says)}`]),
    ...(to === edge.to || holds(edge.to, from) ? [] : [`lhead=cluster_${ids.get(edge.to)}`]),
    ...(from === edge.from || holds(edge.from, to) ? [] : [`ltail=cluster_${ids.get(edge.from)}`]),
    ...(edge.broken === undefined || edge.change === 'removed'
      ? edge.kind === 'runs-as' || edge.kind === 'template'
        ? ['style=dotted']
        : []
      : ['color="#dc2626"', 'style=dashed', 'arrowhead=tee', `tooltip=${quoted([edge.broken])}`]),
  ];
  return `n${ids.get(from)} -> n${ids.get(to)}${attributes.length === 0 ? '' : ` [${attributes.join(', ')}]`};`;
}

/** Source: Graphviz documentation, escString and "HTML-like entities in labels": `&` begins an entity. */
function quoted(lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    oneLine(line).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"'),
  );
  return `"${escaped.join('\\n')}"`;
}
