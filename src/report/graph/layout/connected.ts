import type { FlowEdge } from '../../../graph/flow-graph.ts';
import type { Arrangement, Point, Size } from './arrange.ts';
import { type Box, columnOf, flatsAt, type Line, labelAt, move } from './drawing.ts';
import type { Inside } from './inside.ts';
import type { Nesting } from './nesting.ts';
import { loopPath, pathOf } from './path.ts';

/** Draws what was arranged, with what is inside of it; `shift` is where the arrangement begins. */
export function drawConnected(
  nesting: Nesting,
  placed: Arrangement,
  items: readonly (Size & { readonly id: string })[],
  edges: readonly FlowEdge[],
  shift: Point,
  insides?: ReadonlyMap<string, Inside>,
): { readonly boxes: readonly Box[]; readonly lines: readonly Line[] } {
  const boxes: Box[] = [];
  const lines: Line[] = [];
  const frames = new Map<string, Size & Point>();
  for (const { id, width, height } of items) {
    const place = placed.places.get(id) ?? { x: 0, y: 0 };
    const corner = { x: place.x + shift.x, y: place.y + shift.y };
    frames.set(id, { ...corner, width, height });
    const node = nesting.node(id);
    const inside = insides?.get(id);
    const isGroup = inside !== undefined && inside.boxes.length > 0;
    boxes.push({
      node,
      card: inside?.card ?? nesting.card(node),
      depth: 1,
      isGroup,
      ...corner,
      width,
      height,
    });
    if (inside === undefined) continue;
    const moved = move(inside, corner);
    boxes.push(...moved.boxes.map((box) => ({ ...box, depth: box.depth + 1 })));
    lines.push(...moved.lines);
  }
  for (const edge of edges) {
    const [from, to] = [frames.get(edge.from), frames.get(edge.to)];
    if (from === undefined || to === undefined) continue;
    const course = placed.courses.get(edge.id);
    if (course === undefined) {
      lines.push({ edge, path: loopPath(from), label: undefined });
      continue;
    }
    const { backward } = course;
    const start = { x: backward ? from.x : from.x + from.width, y: from.y + from.height / 2 };
    const end = { x: backward ? to.x + to.width : to.x, y: to.y + to.height / 2 };
    const flats = flatsAt(course.flats, shift);
    const ends = [columnOf(placed, edge.from, shift), columnOf(placed, edge.to, shift)] as const;
    lines.push({
      edge,
      path: pathOf([
        { from: start.x, to: backward ? ends[0][0] : ends[0][1], y: start.y },
        ...flats,
        { from: backward ? ends[1][1] : ends[1][0], to: end.x, y: end.y },
      ]),
      label: labelAt(edge, course.label, shift),
    });
  }
  return { boxes, lines };
}
