import { labelOf } from '../card.ts';
import type { Arrangement, Item } from './arrange.ts';
import type { OuterEdge } from './nesting.ts';

/**
 * Boxes that stand alone in columns next to each other, with one edge from each to the next and none past them, are
 * moved until that edge is level: the simplest flow is one straight line.
 *
 * @param portOf How far below the upper side of a box the edges of a part begin or end.
 */
export function level(
  arranged: Arrangement,
  items: readonly Item[],
  edges: readonly OuterEdge[],
  portOf: (box: string, part: string) => number,
): Arrangement {
  const lefts = [...new Set(items.map(({ id }) => arranged.columns.get(id)?.[0] ?? 0))].sort((a, b) => a - b);
  const columnIn = new Map(items.map(({ id }) => [id, lefts.indexOf(arranged.columns.get(id)?.[0] ?? 0)]));
  const held = lefts.map((_, column) => items.filter(({ id }) => columnIn.get(id) === column));
  const spans = edges.map((edge) => {
    const [from = 0, to = 0] = edge.ends.map((id) => columnIn.get(id));
    return { edge, first: Math.min(from, to), last: Math.max(from, to) };
  });
  const isAlone = (column: number) =>
    held[column]?.length === 1 && !spans.some(({ first, last }) => first < column && last > column);
  const tops = new Map(items.map(({ id }) => [id, arranged.places.get(id)?.y ?? 0]));
  const levels = new Map<string, number>();
  // From right to left: what branches on the right keeps its place, and what leads to it comes level with it.
  for (let column = lefts.length - 2; column >= 0; column -= 1) {
    const between = spans.filter(({ first, last }) => first <= column && last > column);
    const [only] = between;
    if (between.length !== 1 || only === undefined || !isAlone(column) || !isAlone(column + 1)) continue;
    const { edge } = only;
    const [from, to] = edge.ends;
    if (columnIn.get(from) !== column) continue;
    const height = (tops.get(to) ?? 0) + portOf(to, edge.to);
    tops.set(from, height - portOf(from, edge.from));
    levels.set(edge.id, height);
  }
  const courses = new Map(
    [...arranged.courses].map(([id, course]) => {
      const y = levels.get(id);
      if (y === undefined) return [id, course] as const;
      const flats = course.flats.map((flat) => ({ ...flat, y }));
      return [id, { ...course, flats, label: course.label && { ...course.label, y } }] as const;
    }),
  );
  const extents = [
    ...items.map(({ id, height }) => [tops.get(id) ?? 0, (tops.get(id) ?? 0) + height] as const),
    ...edges.flatMap((edge) => {
      const course = courses.get(edge.id);
      const half = (labelOf(edge)?.height ?? 0) / 2;
      return [...(course?.flats ?? []), ...(course?.label ? [course.label] : [])].map(
        ({ y }) => [y - half, y + half] as const,
      );
    }),
  ];
  const above = Math.min(...extents.map(([top]) => top));
  return {
    ...arranged,
    height: Math.max(...extents.map(([, bottom]) => bottom)) - above,
    places: new Map(
      items.map(({ id }) => [id, { x: arranged.places.get(id)?.x ?? 0, y: (tops.get(id) ?? 0) - above }]),
    ),
    courses: new Map(
      [...courses].map(([id, { flats, label, backward }]) => [
        id,
        {
          flats: flats.map((flat) => ({ ...flat, y: flat.y - above })),
          label: label && { ...label, y: label.y - above },
          backward,
        },
      ]),
    ),
  };
}
