import { brokenLinks, type Change, type FlowGraph, type FlowNode } from '../../graph/flow-graph.ts';
import { formatPlace } from '../place.ts';
import { briefLine, oneLine } from '../text-width.ts';
import { MERMAID_LIMITS, renderMermaid } from './mermaid.ts';
import { titleOf } from './words.ts';

/** For the comment on a change: what is broken, what changed, and the picture. */
export function renderGraphMarkdown(graph: FlowGraph): string {
  const broken = brokenLinks(graph);
  const parts = [headline(graph, broken.length)];
  if (broken.length > 0) {
    const rows = broken.map(({ from, to, message, help, at }) => {
      const why = help === undefined ? message : `${message} (${help})`;
      return [
        `${cell(short(from))} → ${cell(short(to))}`,
        cell(why),
        at === undefined ? '' : code(formatPlace(at)),
      ];
    });
    parts.push(table(['broken link', 'why', 'where'], rows));
  }
  const changed = graph.nodes.filter((node) => node.change !== undefined);
  if (changed.length > 0) {
    const rows = changed.map((node) => [
      SIGNS[node.change ?? 'changed'],
      cell(titleOf(node)),
      node.changes.map(code).join(', '),
    ]);
    parts.push(table(['', 'what', 'differs in'], rows));
  }
  parts.push(picture(graph));
  return `${parts.join('\n\n')}\n`;
}

const SIGNS: Readonly<Record<Change, string>> = {
  added: '➕ added',
  removed: '➖ removed',
  changed: '✏️ changed',
};

function headline(graph: FlowGraph, broken: number): string {
  const count = (change: Change) => graph.nodes.filter((node) => node.change === change).length;
  const links = broken === 0 ? '✅ no broken link' : `❌ ${broken} broken link${broken === 1 ? '' : 's'}`;
  if (graph.base === undefined) return `**Flow:** ${links}`;
  const changes = (['added', 'changed', 'removed'] as const).map((change) => `${count(change)} ${change}`);
  return `**Flow:** ${links}; since ${code(graph.base)}: ${changes.join(', ')}`;
}

function picture(graph: FlowGraph): string {
  const text = renderMermaid(graph);
  if (graph.nodes.length === 0) return 'There is nothing to draw.';
  if (graph.edges.length > MERMAID_LIMITS.edges || text.length > MERMAID_LIMITS.characters)
    return 'The flow is too large for a diagram here: `argoflow graph -o html=flow.html` draws it.';
  return `<details><summary>The flow</summary>\n\n\`\`\`mermaid\n${text}\`\`\`\n\n</details>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function short({ noun, title }: FlowNode): string {
  return `${noun} "${title}"`;
}

function cell(text: string): string {
  return briefLine(text)
    .replace(/[\\|*_`[\]~#]/g, '\\$&')
    .replaceAll('<', '&lt;')
    .replaceAll('@', '@&#8203;');
}

function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
