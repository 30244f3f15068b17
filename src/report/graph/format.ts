import type { FlowGraph } from '../../graph/flow-graph.ts';
import type { Style } from '../pen.ts';

/** What a graph looks like in a format; `style` is for people's formats only. */
type Format = (graph: FlowGraph, style: Style) => string;

/** A format is a file and a line here. Each is loaded when it is asked for: only pictures need the layout. */
export const GRAPH_FORMATS = {
  tree: async () => (await import('./tree.ts')).renderTree,
  mermaid: async () => (await import('./mermaid.ts')).renderMermaid,
  dot: async () => (await import('./dot.ts')).renderDot,
  svg: async () => (await import('./svg.ts')).renderSvg,
  html: async () => (await import('./html.ts')).renderHtml,
  markdown: async () => (await import('./markdown.ts')).renderGraphMarkdown,
  json: async () => (await import('./json.ts')).renderGraphJson,
} satisfies Record<string, () => Promise<Format>>;

export type GraphFormat = keyof typeof GRAPH_FORMATS;
