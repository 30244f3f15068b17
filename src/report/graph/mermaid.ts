import type { FlowEdge, FlowGraph, FlowNode } from '../../graph/flow-graph.ts';
import { oneLine } from '../text-width.ts';
import { familyOf, HUES } from './theme.ts';
import { saysOf } from './words.ts';

/** What Mermaid draws unless it is told otherwise. Source: mermaid documentation, config schema (maxEdges, maxTextSize). */
export const MERMAID_LIMITS = { edges: 500, characters: 50_000 };

/** A flowchart, as GitHub, GitLab and many wikis draw it. */
export function renderMermaid(graph: FlowGraph): string {
  const ids = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const children = childrenOf(graph);
  const lines = ['flowchart LR'];
  if (graph.edges.length > MERMAID_LIMITS.edges) {
    lines.push(
      `%% ${graph.edges.length} edges: Mermaid draws ${MERMAID_LIMITS.edges} unless "maxEdges" is raised`,
    );
  }
  for (const node of graph.nodes)
    if (node.parent === undefined) lines.push(...nodeLines(node, ids, children, 1));
  for (const edge of graph.edges) lines.push(`  ${edgeLine(edge, ids)}`);
  return `${[...lines, ...styleLines(graph, ids)].join('\n')}\n`;
}

export function childrenOf({ nodes }: FlowGraph): ReadonlyMap<string, readonly FlowNode[]> {
  const children = new Map<string, FlowNode[]>();
  for (const node of nodes) {
    if (node.parent === undefined) continue;
    const list = children.get(node.parent);
    if (list === undefined) children.set(node.parent, [node]);
    else list.push(node);
  }
  return children;
}

function nodeLines(
  node: FlowNode,
  ids: ReadonlyMap<string, string>,
  children: ReadonlyMap<string, readonly FlowNode[]>,
  depth: number,
): readonly string[] {
  const indent = '  '.repeat(depth);
  const id = ids.get(node.id);
  const parts = children.get(node.id) ?? [];
  const label = `"${labelLines(node).map(mermaidText).join('<br/>')}"`;
  if (parts.length > 0) {
    return [
      `${indent}subgraph ${id}[${label}]`,
      ...parts.flatMap((part) => nodeLines(part, ids, children, depth + 1)),
      `${indent}end`,
    ];
  }
  const [open, close] = SHAPES[node.kind] ?? ['[', ']'];
  return [`${indent}${id}${open}${label}${close}`];
}

const SHAPES: Partial<Record<FlowNode['kind'], readonly [string, string]>> = {
  condition: ['{{', '}}'],
  subject: ['(', ')'],
  dependency: ['(', ')'],
  target: ['([', '])'],
  'service-account': ['[/', '/]'],
};

function labelLines({
  kind,
  noun,
  title,
  lines,
  presence,
  lacks,
  grants,
  change,
}: FlowNode): readonly string[] {
  const sign = change === undefined ? '' : `${SIGNS[change]} `;
  return [
    kind === 'subject' || kind === 'condition' ? `${sign}${title}` : `${sign}${noun} ${title}`,
    ...lines,
    ...(presence === 'missing' ? ['✗ not there'] : presence === 'unchecked' ? ['? not among the files'] : []),
    ...lacks.map((text) => `✗ ${text}`),
    ...grants.map(({ text, needed }) => `${needed ? '✓' : '–'} ${text}`),
  ];
}

const SIGNS = { added: '+', removed: '−', changed: '~' } as const;

function edgeLine(edge: FlowEdge, ids: ReadonlyMap<string, string>): string {
  const arrow =
    edge.broken !== undefined && edge.change !== 'removed'
      ? '-.-x'
      : edge.kind === 'runs-as' || edge.kind === 'template'
        ? '-.->'
        : '-->';
  const text = saysOf(edge).map(mermaidText).join('<br/>');
  return `${ids.get(edge.from)} ${arrow}${text === '' ? '' : `|"${text}"|`} ${ids.get(edge.to)}`;
}

function styleLines({ nodes, edges }: FlowGraph, ids: ReadonlyMap<string, string>): readonly string[] {
  const groups = new Map<string, { style: string; ids: string[] }>();
  const add = (name: string, style: string, id: string) => {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { style, ids: [id] });
    else group.ids.push(id);
  };
  for (const node of nodes) {
    const id = ids.get(node.id) ?? '';
    const [hue] = HUES[node.kind];
    const wrong = node.presence === 'missing' || node.lacks.length > 0;
    if (node.change !== undefined) add(node.change, CHANGES[node.change], id);
    else if (wrong) add('broken', BROKEN, id);
    else add(familyOf(node.kind), `stroke:${hue},stroke-width:1.5px`, id);
  }
  const broken = edges.flatMap(({ broken: why, change }, index) =>
    why === undefined || change === 'removed' ? [] : [index],
  );
  return [
    ...[...groups].map(([name, { style }]) => `  classDef ${name} ${style}`),
    ...[...groups].map(([name, { ids: all }]) => `  class ${all.join(',')} ${name}`),
    ...(broken.length === 0 ? [] : [`  linkStyle ${broken.join(',')} stroke:#dc2626,stroke-width:2px`]),
  ];
}

const BROKEN = 'stroke:#dc2626,stroke-width:2.5px,stroke-dasharray:5 4';
const CHANGES = {
  added: 'stroke:#16a34a,stroke-width:2.5px',
  changed: 'stroke:#d97706,stroke-width:2.5px',
  removed: 'stroke:#94a3b8,stroke-width:1.5px,stroke-dasharray:2 4',
} as const;

/**
 * A text between quotes. Letters, digits and spaces stay; all else is written as its number, so that nothing of it is
 * an end of the text, HTML, Markdown or a style. Source: mermaid documentation, flowchart (entity codes to escape).
 */
export function mermaidText(text: string): string {
  let written = '';
  let plain = false;
  for (const character of oneLine(text)) {
    // "1." and "-" begin a list where nothing stands before them.
    plain ||= /^\p{L}$/u.test(character);
    const stays = /^[\p{L}\p{M}\p{N} ,/✓✗?–−…]$/u.test(character) || (plain && /^[-.]$/.test(character));
    written += stays ? character : `#${character.codePointAt(0)};`;
  }
  return written;
}
