import { Graph, layout } from '@dagrejs/dagre';

// Places boxes in columns, from left to right. Edges cross a column only where it has room for them, and rise or fall
// only in the gaps between columns: so none of them touches a box or a label.

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Item extends Size {
  readonly id: string;
}

export interface Connection {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly label?: Size | undefined;
  /** Columns that it spans at least; 1 by default. */
  readonly span?: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A piece of an edge that keeps its height. */
export interface Flat {
  readonly from: number;
  readonly to: number;
  readonly y: number;
}

export interface Course {
  /** What lies between the column of the first box and that of the last. */
  readonly flats: readonly Flat[];
  /** The middle of its label. */
  readonly label: Point | undefined;
  /** From right to left: it closes a circle. */
  readonly backward: boolean;
}

export interface Arrangement extends Size {
  /** The upper left corners. */
  readonly places: ReadonlyMap<string, Point>;
  /** The left and right edge of the column that an item is in. */
  readonly columns: ReadonlyMap<string, readonly [left: number, right: number]>;
  readonly courses: ReadonlyMap<string, Course>;
}

export interface Spacing {
  /** Between boxes of a column. */
  readonly boxes: number;
  /** Between edges, and between edges and boxes. */
  readonly edges: number;
  /** Between columns, of boxes or of labels. */
  readonly columns: number;
}

/**
 * Up to so many items their columns are those with the shortest edges of all. The time which that takes grows with more
 * than the square of the items; beyond, it is columns in which one edge of each item is as short as it can be.
 */
const SHORTEST = 150;

/** Places connected items. What is not connected to the rest stands below it. */
export function arrange(
  items: readonly Item[],
  connections: readonly Connection[],
  spacing: Spacing,
): Arrangement {
  // Names of our own: the library keeps its nodes in plain objects, in which "__proto__" is no name.
  const names = new Map(items.map(({ id }, index) => [id, `n${index}`]));
  const graph = new Graph({ multigraph: true });
  // The library halves the distance to make room for columns of labels.
  graph.setGraph({
    rankdir: 'LR',
    nodesep: spacing.boxes,
    edgesep: spacing.edges,
    ranksep: spacing.columns * 2,
    ranker: items.length > SHORTEST ? 'tight-tree' : 'network-simplex',
  });
  for (const { id, width, height } of items) graph.setNode(names.get(id) ?? '', { width, height });
  // Of what crosses nothing either way, the library puts the last first.
  for (const [index, { from, to, label, span = 1 }] of [...connections.entries()].reverse()) {
    const size = label ?? { width: 0, height: 0 };
    graph.setEdge(
      names.get(from) ?? '',
      names.get(to) ?? '',
      { ...size, labelpos: 'c', minlen: span },
      `e${index}`,
    );
  }
  layout(graph);

  const nodeAt = (id: string) => graph.node(names.get(id) ?? '') as Size & Point;
  const edgeAt = (index: number) => {
    const { from, to } = connections[index] ?? { from: '', to: '' };
    return graph.edge(names.get(from) ?? '', names.get(to) ?? '', `e${index}`) as Partial<Point> & {
      readonly points: readonly Point[];
    };
  };

  const extents = new Map<number, [left: number, right: number]>();
  const widen = (x: number, width: number) => {
    const [left, right] = extents.get(Math.round(x)) ?? [x, x];
    extents.set(Math.round(x), [Math.min(left, x - width / 2), Math.max(right, x + width / 2)]);
  };
  const columnAt = (x: number) => extents.get(Math.round(x)) ?? [x, x];
  for (const { id } of items) widen(nodeAt(id).x, nodeAt(id).width);
  for (const [index, { label }] of connections.entries()) {
    const { x } = edgeAt(index);
    if (label !== undefined && x !== undefined) widen(x, label.width);
  }

  const places = new Map<string, Point>();
  const columns = new Map<string, readonly [number, number]>();
  let [width, height] = [0, 0];
  for (const { id } of items) {
    const at = nodeAt(id);
    places.set(id, { x: at.x - at.width / 2, y: at.y - at.height / 2 });
    columns.set(id, columnAt(at.x));
    width = Math.max(width, at.x + at.width / 2);
    height = Math.max(height, at.y + at.height / 2);
  }
  const courses = new Map<string, Course>();
  for (const [index, { id, from, to, label }] of connections.entries()) {
    if (from === to) continue;
    const { points, x, y } = edgeAt(index);
    const backward = nodeAt(from).x > nodeAt(to).x;
    const flats = points.slice(1, -1).map((point): Flat => {
      const [left, right] = columnAt(point.x);
      return backward ? { from: right, to: left, y: point.y } : { from: left, to: right, y: point.y };
    });
    const middle = label !== undefined && x !== undefined && y !== undefined ? { x, y } : undefined;
    courses.set(id, { flats, label: middle, backward });
    for (const point of points) height = Math.max(height, point.y);
    if (middle !== undefined && label !== undefined) {
      width = Math.max(width, middle.x + label.width / 2);
      height = Math.max(height, middle.y + label.height / 2);
    }
  }
  return { places, columns, courses, width, height };
}
