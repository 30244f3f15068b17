import type { FlowNode } from '../../../graph/flow-graph.ts';
import { type Card, labelOf } from '../card.ts';
import { arrange, type Connection } from './arrange.ts';
import { drawConnected } from './connected.ts';
import { flatsAt, PADDING } from './drawing.ts';
import type { Inside, Way } from './inside.ts';
import type { Nesting } from './nesting.ts';

/** Dependencies on the left, conditions between, triggers on the right, with a free way out for each. */
export function sensorInside(
  nesting: Nesting,
  node: FlowNode,
  card: Card,
  children: readonly FlowNode[],
): Inside {
  const edges = nesting.innerOf(node.id);
  const dead = new Map(edges.filter(({ kind }) => kind === 'dead-letter').map(({ from, to }) => [to, from]));
  const depthOf = (id: string): number => {
    const before = dead.get(id);
    return before === undefined ? 0 : 1 + depthOf(before);
  };
  const triggers = children.filter(({ kind }) => kind === 'trigger');
  const deepest = Math.max(0, ...triggers.map(({ id }) => depthOf(id)));
  const conditions = children.some(({ kind }) => kind === 'condition');
  const sizes = new Map(children.map((child) => [child.id, nesting.card(child)]));
  const widest = (kind: FlowNode['kind']) =>
    Math.max(
      0,
      ...children.filter((child) => child.kind === kind).map(({ id }) => sizes.get(id)?.width ?? 0),
    );
  const items = children.map(({ id, kind }) => ({
    id,
    width: kind === 'condition' ? (sizes.get(id)?.width ?? 0) : widest(kind),
    height: sizes.get(id)?.height ?? 0,
  }));
  // Points that hold the columns together: one before all dependencies, one behind each trigger.
  const start = `${node.id} start`;
  const ends = new Map(triggers.map(({ id }) => [id, `${id} end`]));
  const point = (id: string) => ({ id, width: 0, height: 1 });
  const connections: Connection[] = [
    ...children
      .filter(({ kind }) => kind === 'dependency')
      .map(({ id }) => ({ id: `${id} start`, from: start, to: id })),
    ...edges.map((edge) => ({
      id: edge.id,
      from: edge.from,
      to: edge.to,
      label: labelOf(edge),
      span: edge.kind === 'waits-for' && conditions && nesting.node(edge.to).kind === 'trigger' ? 2 : 1,
    })),
    ...triggers.map(({ id }) => ({
      id: `${id} end`,
      from: id,
      to: ends.get(id) ?? '',
      span: deepest - depthOf(id) + 1,
    })),
    // What waits for nothing that is there keeps its column all the same.
    ...children
      .filter(({ kind, id }) => kind !== 'dependency' && !edges.some(({ to }) => to === id))
      .map(({ id, kind }) => ({
        id: `${id} start`,
        from: start,
        to: id,
        span: kind === 'trigger' && conditions ? 3 : 2,
      })),
  ];
  const inner = arrange([...items, point(start), ...[...ends.values()].map(point)], connections, {
    boxes: 12,
    edges: 10,
    columns: 20,
  });
  // The points take columns that nothing stands in: they are cut off.
  const left = Math.min(...children.map(({ id }) => inner.places.get(id)?.x ?? 0));
  const right = Math.max(
    ...children.map(
      ({ id, kind }) =>
        (inner.places.get(id)?.x ?? 0) + (kind === 'condition' ? (sizes.get(id)?.width ?? 0) : widest(kind)),
    ),
  );
  const shift = { x: PADDING - left, y: card.height };
  const width = Math.max(card.width, right - left + PADDING * 2);
  const drawn = drawConnected(nesting, inner, items, edges, shift);
  const ways = new Map<string, Way>();
  for (const { node: child, x, y, width: own, height } of drawn.boxes) {
    const middle = y + height / 2;
    if (child.kind === 'dependency') ways.set(child.id, { into: [{ from: 0, to: x, y: middle }] });
    if (child.kind !== 'trigger') continue;
    const course = inner.courses.get(`${child.id} end`);
    const flats = flatsAt(course?.flats ?? [], shift);
    const last = inner.places.get(ends.get(child.id) ?? '');
    const exit = last === undefined ? middle : last.y + 0.5 + shift.y;
    const edge = Math.max(x + own, ...flats.map(({ to }) => to));
    const kept = deepest === 0 ? [] : flats;
    ways.set(child.id, {
      out: [
        { from: x + own, to: x + own, y: middle },
        ...kept,
        { from: Math.max(edge, width - PADDING), to: width, y: deepest === 0 ? middle : exit },
      ],
    });
  }
  return {
    card,
    width,
    height: card.height + inner.height + PADDING,
    boxes: drawn.boxes,
    lines: drawn.lines,
    ways,
  };
}
