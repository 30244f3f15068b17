import type { FlowNode } from '../../../graph/flow-graph.ts';
import { type Card, labelOf } from '../card.ts';
import { arrange } from './arrange.ts';
import { components } from './components.ts';
import { drawConnected } from './connected.ts';
import { type Box, GAP, move, PADDING, shelve } from './drawing.ts';
import type { Inside, Way } from './inside.ts';
import type { Nesting } from './nesting.ts';
import { sensorInside } from './sensor.ts';

/** Templates that nothing connects stand side by side up to this width. */
const LIBRARY_WIDTH = 620;

/** Lays out what stands in a node, from the inside to the outside. */
export function insideOf(nesting: Nesting, node: FlowNode): Inside {
  const card = nesting.card(node);
  const children = nesting.childrenOf(node.id);
  if (children.length === 0)
    return { card, width: card.width, height: card.height, boxes: [], lines: [], ways: new Map() };
  switch (node.kind) {
    case 'event-source':
    case 'event-bus':
      return stacked(nesting, card, children);
    case 'sensor':
      return sensorInside(nesting, node, card, children);
    default:
      return tasksInside(nesting, node, card, children);
  }
}

/** Parts below each other, as wide as the widest. */
function stacked(nesting: Nesting, card: Card, children: readonly FlowNode[]): Inside {
  const parts = children.map((node) => ({ node, inside: insideOf(nesting, node) }));
  const width = Math.max(card.width, ...parts.map(({ inside }) => inside.width + PADDING * 2));
  const ways = new Map<string, Way>();
  const boxes: Box[] = [];
  let y = card.height;
  for (const { node, inside } of parts) {
    boxes.push({
      node,
      card: inside.card,
      depth: 1,
      isGroup: false,
      x: PADDING,
      y,
      width: width - PADDING * 2,
      height: inside.height,
    });
    const middle = y + inside.height / 2;
    ways.set(node.id, {
      into: [{ from: 0, to: PADDING, y: middle }],
      out: [{ from: width - PADDING, to: width, y: middle }],
    });
    y += inside.height + GAP.part;
  }
  return { card, width, height: y - GAP.part + PADDING, boxes, lines: [], ways };
}

/** Steps and tasks in their order; templates that nothing connects stand side by side. */
function tasksInside(nesting: Nesting, node: FlowNode, card: Card, children: readonly FlowNode[]): Inside {
  const edges = nesting.innerOf(node.id);
  const insides = new Map(children.map((child) => [child.id, insideOf(nesting, child)]));
  const parts = components(
    children.map(({ id }) => id),
    edges.map(({ from, to }) => [from, to]),
  ).map((ids) => {
    const own = new Set(ids);
    const items = ids.map((id) => ({
      id,
      width: insides.get(id)?.width ?? 0,
      height: insides.get(id)?.height ?? 0,
    }));
    const inner = edges.filter(({ from }) => own.has(from));
    const connections = inner.map((edge) => ({
      id: edge.id,
      from: edge.from,
      to: edge.to,
      label: labelOf(edge),
    }));
    const placed = arrange(items, connections, { boxes: 12, edges: 10, columns: 20 });
    const drawn = drawConnected(nesting, placed, items, inner, { x: 0, y: 0 }, insides);
    return { ...drawn, width: placed.width, height: placed.height };
  });
  const shelved = shelve(parts, LIBRARY_WIDTH, 12);
  const moved = move(shelved, { x: PADDING, y: card.height });
  return {
    card,
    width: Math.max(card.width, shelved.width + PADDING * 2),
    height: card.height + shelved.height + PADDING,
    boxes: moved.boxes,
    lines: moved.lines,
    ways: new Map(),
  };
}
