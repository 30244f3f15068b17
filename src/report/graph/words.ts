import type { FlowEdge, FlowNode } from '../../graph/flow-graph.ts';
import { formatPlace } from '../place.ts';
import { oneLine } from '../text-width.ts';

/** What a node is called in a sentence: `Sensor "build"`. */
export function titleOf({ noun, title, namespace, parent }: FlowNode): string {
  const where = parent === undefined && namespace !== '' ? ` in namespace "${namespace}"` : '';
  return oneLine(`${noun} "${title}"${where}`);
}

/** Everything that is known of a node, a line each. */
export function tooltipOf(node: FlowNode): string {
  const { lines, facts, lacks, grants, findings, changes, at } = node;
  return [
    titleOf(node),
    ...lines,
    ...facts.map(({ label, text }) => `${label}: ${text}`),
    ...grants.map(
      ({ text, through, needed }) => `may ${text} (${through})${needed ? '' : ', which nothing needs'}`,
    ),
    ...lacks.map((text) => `lacks ${text}`),
    ...changes.map((text) => `changed: ${text}`),
    ...findings.map(({ severity, message }) => `${severity}: ${message}`),
    ...(at?.file === undefined ? [] : [formatPlace(at)]),
  ]
    .map(oneLine)
    .join('\n');
}

/** What an edge says beside its ends. */
export function saysOf({ labels, permissions }: FlowEdge): readonly string[] {
  const signs = { granted: '✓', missing: '✗', unchecked: '?', conditional: '?' } as const;
  return [...labels, ...permissions.map(({ text, state }) => `${signs[state]} ${text}`)];
}
