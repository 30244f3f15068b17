import type { FlowEdge, FlowGraph, FlowNode } from '../../graph/flow-graph.ts';
import {
  type Arrangement,
  arrange,
  type Connection,
  type Flat,
  n,
  type Point,
  pathOf,
  type Size,
} from './arrange.ts';
import { type Card, cardOf, labelOf } from './card.ts';

/** A node where it is drawn. An account that several flows share is drawn once in each of them. */
export interface Box extends Size, Point {
  readonly node: FlowNode;
  readonly card: Card;
  /** How many boxes it stands in. */
  readonly depth: number;
  readonly isGroup: boolean;
}

/** An edge where it is drawn. */
export interface Line {
  readonly edge: FlowEdge;
  readonly path: string;
  /** The upper left corner of what it says. */
  readonly label: (Point & { readonly card: Card }) | undefined;
}

export interface Picture extends Size {
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
}

const GAP = { part: 8, box: 26, edge: 14, column: 28, account: 24, trunk: 30, flow: 40 };
const PADDING = 14;
const MARGIN = 24;
/** Flows that are not connected stand side by side up to this width. */
const WIDTH = 1500;
const LIBRARY_WIDTH = 620;

/** Places everything. Boxes of one parent never overlap, and no edge or label touches a box that it does not end at. */
export function pictureOf(graph: FlowGraph): Picture {
  return new Painter(graph).paint();
}

/** What is inside of a box, from the box's upper left corner. */
interface Inside extends Size {
  readonly card: Card;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** For parts that edges from elsewhere lead to or come from: the way from the part to the border of the box. */
  readonly ways: ReadonlyMap<string, Way>;
}

interface Way {
  readonly into?: readonly Flat[];
  readonly out?: readonly Flat[];
}

class Painter {
  readonly #graph: FlowGraph;
  readonly #nodes: ReadonlyMap<string, FlowNode>;
  readonly #children = new Map<string, FlowNode[]>();
  /** Edges by the one parent of both their ends. */
  readonly #inner = new Map<string, FlowEdge[]>();
  readonly #outer: FlowEdge[] = [];
  readonly #accounts = new Map<string, FlowEdge[]>();
  readonly #places: boolean;

  constructor(graph: FlowGraph) {
    this.#graph = graph;
    this.#places =
      new Set(graph.nodes.map(({ namespace }) => namespace).filter((one) => one !== '')).size > 1;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const node of graph.nodes) {
      if (node.parent !== undefined) push(this.#children, node.parent, node);
    }
    for (const edge of graph.edges) {
      const parents = [edge.from, edge.to].map((id) => this.#nodes.get(id)?.parent);
      if (edge.kind === 'runs-as') push(this.#accounts, this.top(edge.from), edge);
      else if (parents[0] !== undefined && parents[0] === parents[1]) push(this.#inner, parents[0], edge);
      else this.#outer.push(edge);
    }
  }

  paint(): Picture {
    const roots = this.#graph.nodes.filter(
      ({ parent, kind }) => parent === undefined && kind !== 'service-account',
    );
    const insides = new Map(roots.map((node) => [node.id, this.#inside(node)]));
    const flows = components(
      roots.map(({ id }) => id),
      this.#outer.map(({ from, to }) => [this.top(from), this.top(to)]),
    ).map((ids) => new Flow(ids, insides, this).paint());
    return framed(shelve(flows, WIDTH, GAP.flow));
  }

  card(node: FlowNode): Card {
    return cardOf(node, this.#places);
  }

  node(id: string): FlowNode {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`an edge leads to "${id}", which is no node`);
    return node;
  }

  /** The edges between boxes of a flow. */
  between(ids: ReadonlySet<string>): readonly (FlowEdge & { readonly ends: readonly [string, string] })[] {
    return this.#outer.flatMap((edge) => {
      const ends = [this.top(edge.from), this.top(edge.to)] as const;
      return ids.has(ends[0]) ? [{ ...edge, ends }] : [];
    });
  }

  accountsOf(id: string): readonly FlowEdge[] {
    return this.#accounts.get(id) ?? [];
  }

  /** The box that a node is drawn in, or itself. */
  top(id: string): string {
    let node = this.node(id);
    while (node.parent !== undefined) node = this.node(node.parent);
    return node.id;
  }

  #inside(node: FlowNode): Inside {
    const card = this.card(node);
    const children = this.#children.get(node.id) ?? [];
    if (children.length === 0)
      return { card, width: card.width, height: card.height, boxes: [], lines: [], ways: new Map() };
    switch (node.kind) {
      case 'event-source':
      case 'event-bus':
        return this.#stack(card, children);
      case 'sensor':
        return this.#sensor(node, card, children);
      default:
        return this.#tasks(node, card, children);
    }
  }

  /** Parts below each other, as wide as the widest. */
  #stack(card: Card, children: readonly FlowNode[]): Inside {
    const parts = children.map((node) => ({ node, inside: this.#inside(node) }));
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

  /** Dependencies on the left, conditions between, triggers on the right, with a free way out for each. */
  #sensor(node: FlowNode, card: Card, children: readonly FlowNode[]): Inside {
    const edges = this.#inner.get(node.id) ?? [];
    const dead = new Map(
      edges.filter(({ kind }) => kind === 'dead-letter').map(({ from, to }) => [to, from]),
    );
    const depthOf = (id: string): number => {
      const before = dead.get(id);
      return before === undefined ? 0 : 1 + depthOf(before);
    };
    const triggers = children.filter(({ kind }) => kind === 'trigger');
    const deepest = Math.max(0, ...triggers.map(({ id }) => depthOf(id)));
    const conditions = children.some(({ kind }) => kind === 'condition');
    const sizes = new Map(children.map((child) => [child.id, this.card(child)]));
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
        span: edge.kind === 'waits-for' && conditions && this.node(edge.to).kind === 'trigger' ? 2 : 1,
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
          (inner.places.get(id)?.x ?? 0) +
          (kind === 'condition' ? (sizes.get(id)?.width ?? 0) : widest(kind)),
      ),
    );
    const shift = { x: PADDING - left, y: card.height };
    const width = Math.max(card.width, right - left + PADDING * 2);
    const drawn = this.#draw(inner, items, edges, shift);
    const ways = new Map<string, Way>();
    for (const { node: child, x, y, width: own, height } of drawn.boxes) {
      const middle = y + height / 2;
      if (child.kind === 'dependency') ways.set(child.id, { into: [{ from: 0, to: x, y: middle }] });
      if (child.kind !== 'trigger') continue;
      const course = inner.courses.get(`${child.id} end`);
      const flats = (course?.flats ?? []).map((flat) => ({
        from: flat.from + shift.x,
        to: flat.to + shift.x,
        y: flat.y + shift.y,
      }));
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

  /** Steps and tasks in their order; templates that nothing connects stand side by side. */
  #tasks(node: FlowNode, card: Card, children: readonly FlowNode[]): Inside {
    const edges = this.#inner.get(node.id) ?? [];
    const insides = new Map(children.map((child) => [child.id, this.#inside(child)]));
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
      const drawn = this.#draw(placed, items, inner, { x: 0, y: 0 }, insides);
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

  #draw(
    placed: Arrangement,
    items: readonly (Size & { readonly id: string })[],
    edges: readonly FlowEdge[],
    shift: Point,
    insides?: ReadonlyMap<string, Inside>,
  ): { readonly boxes: readonly Box[]; readonly lines: readonly Line[] } {
    const boxes: Box[] = [];
    const lines: Line[] = [];
    const at = new Map<string, Size & Point>();
    for (const { id, width, height } of items) {
      const place = placed.places.get(id) ?? { x: 0, y: 0 };
      const corner = { x: place.x + shift.x, y: place.y + shift.y };
      at.set(id, { ...corner, width, height });
      const node = this.node(id);
      const inside = insides?.get(id);
      const isGroup = inside !== undefined && inside.boxes.length > 0;
      boxes.push({
        node,
        card: inside?.card ?? this.card(node),
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
      const [from, to] = [at.get(edge.from), at.get(edge.to)];
      if (from === undefined || to === undefined) continue;
      const course = placed.courses.get(edge.id);
      if (course === undefined) {
        lines.push({ edge, path: loop(from), label: undefined });
        continue;
      }
      const { backward } = course;
      const start = { x: backward ? from.x : from.x + from.width, y: from.y + from.height / 2 };
      const end = { x: backward ? to.x + to.width : to.x, y: to.y + to.height / 2 };
      const flats = course.flats.map((flat) => ({
        from: flat.from + shift.x,
        to: flat.to + shift.x,
        y: flat.y + shift.y,
      }));
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
}

/** One flow: everything that edges connect, with the accounts that it runs as. */
class Flow {
  readonly #ids: readonly string[];
  readonly #insides: ReadonlyMap<string, Inside>;
  readonly #painter: Painter;

  constructor(ids: readonly string[], insides: ReadonlyMap<string, Inside>, painter: Painter) {
    this.#ids = ids;
    this.#insides = insides;
    this.#painter = painter;
  }

  paint(): Picture {
    const own = new Set(this.#ids);
    const users = new Map<string, FlowEdge[]>();
    for (const id of this.#ids) for (const edge of this.#painter.accountsOf(id)) push(users, edge.to, edge);
    // An account of one box alone stands below it.
    const below = new Map<string, FlowEdge[]>();
    const shared: [string, FlowEdge[]][] = [];
    for (const [account, edges] of users) {
      const boxes = new Set(edges.map(({ from }) => this.#painter.top(from)));
      const [only] = boxes;
      if (boxes.size === 1 && only !== undefined) push(below, only, ...edges.slice(0, 1));
      else shared.push([account, edges]);
    }

    const items = this.#ids.map((id) => {
      const { width, height } = this.#inside(id);
      const accounts = (below.get(id) ?? []).map(({ to }) => this.#painter.card(this.#painter.node(to)));
      return {
        id,
        width: Math.max(width, ...accounts.map((card) => card.width + (accounts.length > 1 ? GAP.trunk : 0))),
        height: accounts.reduce((sum, card) => sum + GAP.account + card.height, height),
      };
    });
    // Edges between the same boxes, in the order in which they leave and arrive.
    const order = new Map(this.#ids.map((id, index) => [id, index]));
    const edges = [...this.#painter.between(own)].sort(
      (a, b) =>
        (order.get(a.ends[0]) ?? 0) - (order.get(b.ends[0]) ?? 0) ||
        // The subjects of a bus find their order only behind what they lead to.
        (this.#painter.node(a.ends[0]).kind === 'event-bus'
          ? 0
          : this.#port(a.ends[0], a.from) - this.#port(b.ends[0], b.from)) ||
        this.#port(a.ends[1], a.to) - this.#port(b.ends[1], b.to),
    );
    const connections = edges.map(({ id, ends, ...edge }) => ({
      id,
      from: ends[0],
      to: ends[1],
      label: ends[0] === ends[1] ? undefined : labelOf({ id, ...edge }),
    }));
    const arranged = arrange(items, connections, { boxes: GAP.box, edges: GAP.edge, columns: GAP.column });
    const placed = this.#level(arranged, items, edges);

    const boxes: Box[] = [];
    const lines: Line[] = [];
    const frames = new Map<
      string,
      Size & Point & { readonly ways: ReadonlyMap<string, Way>; readonly right: number }
    >();
    for (const { id } of items) {
      const corner = placed.places.get(id) ?? { x: 0, y: 0 };
      const inside = this.#sorted(id, edges, placed);
      const { width, height, card } = inside;
      const [, right] = columnOf(placed, id, { x: 0, y: 0 });
      frames.set(id, { ...corner, width, height, ways: inside.ways, right });
      boxes.push({
        node: this.#painter.node(id),
        card,
        depth: 0,
        isGroup: inside.boxes.length > 0,
        ...corner,
        width,
        height,
      });
      const moved = move(inside, corner);
      boxes.push(...moved.boxes);
      lines.push(...moved.lines);
      // One account hangs below its box; several hang from a line beside them.
      const accounts = below.get(id) ?? [];
      const indent = accounts.length > 1 ? GAP.trunk : 0;
      let y = corner.y + height;
      for (const edge of accounts) {
        const account = this.#painter.node(edge.to);
        const own = this.#painter.card(account);
        y += GAP.account;
        const [start, middle] = [corner.y + height, y + own.height / 2];
        const path =
          indent === 0
            ? `M${n(corner.x + 30)} ${n(start)}V${n(y)}`
            : `M${n(corner.x + 12)} ${n(start)}V${n(middle)}H${n(corner.x + indent)}`;
        lines.push({ edge, path, label: undefined });
        const size = { width: own.width, height: own.height };
        boxes.push({ node: account, card: own, depth: 0, isGroup: false, x: corner.x + indent, y, ...size });
        y += own.height;
      }
    }
    for (const edge of edges) {
      const [from, to] = [frames.get(edge.ends[0]), frames.get(edge.ends[1])];
      if (from === undefined || to === undefined) continue;
      const course = placed.courses.get(edge.id);
      if (course === undefined) {
        lines.push({ edge, path: loop(from), label: undefined });
        continue;
      }
      const { backward, flats } = course;
      const [first, last] = edge.ends.map((id) => columnOf(placed, id, { x: 0, y: 0 }));
      const out = from.ways.get(edge.from)?.out;
      const into = to.ways.get(edge.to)?.into;
      const level = (frame: Size & Point) => frame.y + Math.min(26, frame.height / 2);
      const start =
        backward || out === undefined
          ? [
              {
                from: backward ? from.x : from.x + from.width,
                to: backward ? (first?.[0] ?? 0) : (first?.[1] ?? 0),
                y: level(from),
              },
            ]
          : [
              ...at(out, from),
              { from: from.x + from.width, to: first?.[1] ?? 0, y: from.y + (out.at(-1)?.y ?? 0) },
            ];
      const end =
        backward || into === undefined
          ? [
              {
                from: backward ? (last?.[1] ?? 0) : (last?.[0] ?? 0),
                to: backward ? to.x + to.width : to.x,
                y: level(to),
              },
            ]
          : [{ from: last?.[0] ?? 0, to: to.x, y: to.y + (into[0]?.y ?? 0) }, ...at(into, to)];
      lines.push({
        edge,
        path: pathOf([...start, ...flats, ...end]),
        label: labelAt(edge, course.label, { x: 0, y: 0 }),
      });
    }
    const lane = this.#lane(shared, frames, placed);
    return {
      width: Math.max(placed.width, lane.width) + (lines.some(({ edge }) => edge.from === edge.to) ? 40 : 0),
      height: placed.height + lane.height,
      boxes: [...boxes, ...lane.boxes],
      lines: [...lines, ...lane.lines],
    };
  }

  #inside(id: string): Inside {
    const inside = this.#insides.get(id);
    if (inside === undefined) throw new Error(`"${id}" was not laid out`);
    return inside;
  }

  /**
   * Boxes that stand alone in columns next to each other, with one edge from each to the next and none past them, are
   * moved until that edge is level: the simplest flow is one straight line.
   */
  #level(
    arranged: Arrangement,
    items: readonly (Size & { readonly id: string })[],
    edges: readonly (FlowEdge & { readonly ends: readonly [string, string] })[],
  ): Arrangement {
    const lefts = [...new Set(items.map(({ id }) => arranged.columns.get(id)?.[0] ?? 0))].sort(
      (a, b) => a - b,
    );
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
      const level = (tops.get(to) ?? 0) + this.#port(to, edge.to);
      tops.set(from, level - this.#port(from, edge.from));
      levels.set(edge.id, level);
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

  /** How far below the upper side of a box the edges of a part begin or end. */
  #port(id: string, part: string): number {
    const { ways, height } = this.#inside(id);
    const way = ways.get(part);
    return (way?.out?.at(-1) ?? way?.into?.[0])?.y ?? Math.min(26, height / 2);
  }

  /** The subjects of a bus in the order in which the boxes stand that they lead to. */
  #sorted(
    id: string,
    edges: readonly (FlowEdge & { readonly ends: readonly [string, string] })[],
    placed: Arrangement,
  ): Inside {
    const inside = this.#inside(id);
    if (this.#painter.node(id).kind !== 'event-bus' || inside.boxes.length < 2) return inside;
    const heightOf = (part: string): number => {
      const ends = edges.flatMap((edge) =>
        edge.from === part
          ? [this.#portOf(edge.ends[1], edge.to, placed)]
          : edge.to === part
            ? [this.#portOf(edge.ends[0], edge.from, placed)]
            : [],
      );
      return ends.reduce((sum, y) => sum + y, 0) / Math.max(1, ends.length);
    };
    const keyed = inside.boxes.map((box) => ({ box, key: heightOf(box.node.id) }));
    let y = inside.card.height;
    const boxes = keyed
      .sort((a, b) => a.key - b.key)
      .map(({ box }) => {
        const moved = { ...box, y };
        y += box.height + GAP.part;
        return moved;
      });
    const ways = new Map<string, Way>();
    for (const box of boxes) {
      const middle = box.y + box.height / 2;
      ways.set(box.node.id, {
        into: [{ from: 0, to: box.x, y: middle }],
        out: [{ from: box.x + box.width, to: inside.width, y: middle }],
      });
    }
    return { ...inside, boxes, ways };
  }

  #portOf(top: string, part: string, placed: Arrangement): number {
    return (placed.places.get(top)?.y ?? 0) + this.#port(top, part);
  }

  /** Accounts that several boxes run as, below all of them; each has a track of its own. */
  #lane(
    shared: readonly (readonly [string, readonly FlowEdge[]])[],
    frames: ReadonlyMap<string, Size & Point & { readonly right: number }>,
    placed: Arrangement,
  ): Picture {
    if (shared.length === 0) return { width: 0, height: 0, boxes: [], lines: [] };
    const step = 10;
    const drops = new Map<number, number>();
    const accounts = shared.map(([account, edges], index) => {
      const starts = edges.flatMap((edge) => {
        const frame = frames.get(this.#painter.top(edge.from));
        if (frame === undefined) return [];
        const used = drops.get(frame.right) ?? 0;
        drops.set(frame.right, used + 1);
        const x = frame.right + 8 + Math.min(used, 5) * 5;
        return [{ edge, from: frame.x + frame.width, y: frame.y + frame.height - 12, x }];
      });
      const middle = starts.reduce((sum, { x }) => sum + x, 0) / Math.max(1, starts.length);
      return {
        node: this.#painter.node(account),
        card: this.#painter.card(this.#painter.node(account)),
        starts,
        middle,
        track: placed.height + 16 + index * step,
      };
    });
    const top = placed.height + 16 + shared.length * step + 18;
    const boxes: Box[] = [];
    const lines: Line[] = [];
    let free = 0;
    let bottom = top;
    for (const { node, card, starts, middle, track } of [...accounts].sort((a, b) => a.middle - b.middle)) {
      const x = Math.max(free, middle - card.width / 2);
      boxes.push({ node, card, depth: 0, isGroup: false, x, y: top, width: card.width, height: card.height });
      free = x + card.width + GAP.box;
      bottom = Math.max(bottom, top + card.height);
      const end = x + card.width / 2;
      for (const start of starts)
        lines.push({ edge: start.edge, path: drop(start, track, end, top), label: undefined });
    }
    return { width: free - GAP.box, height: bottom - placed.height, boxes, lines };
  }
}

/** To the right, down, along the track, and down into the account; with round corners. */
function drop(
  start: { readonly from: number; readonly x: number; readonly y: number },
  track: number,
  end: number,
  top: number,
): string {
  const r = 5;
  const side = end < start.x ? -1 : 1;
  const turn = Math.min(r, Math.abs(end - start.x) / 2);
  return [
    `M${start.from} ${start.y}H${start.x - r}q${r} 0 ${r} ${r}`,
    `V${track - turn}q0 ${turn} ${side * turn} ${turn}`,
    `H${end - side * turn}q${side * turn} 0 ${side * turn} ${turn}V${top}`,
  ].join('');
}

/** An edge that ends where it starts. */
function loop({ x, y, width }: Size & Point): string {
  const right = x + width;
  return `M${right} ${y + 12}c28 0 28 22 0 22`;
}

function at(flats: readonly Flat[], { x, y }: Point): readonly Flat[] {
  return flats.map((flat) => ({ from: flat.from + x, to: flat.to + x, y: flat.y + y }));
}

function columnOf(placed: Arrangement, id: string, shift: Point): readonly [number, number] {
  const [left, right] = placed.columns.get(id) ?? [0, 0];
  return [left + shift.x, right + shift.x];
}

function labelAt(edge: FlowEdge, middle: Point | undefined, shift: Point): Line['label'] {
  const card = labelOf(edge);
  if (card === undefined || middle === undefined) return undefined;
  return { card, x: middle.x - card.width / 2 + shift.x, y: middle.y - card.height / 2 + shift.y };
}

type Drawn = Size & Pick<Picture, 'boxes' | 'lines'>;

/** The same, elsewhere. */
function move<T extends Pick<Picture, 'boxes' | 'lines'>>(
  drawn: T,
  { x, y }: Point,
): Pick<Picture, 'boxes' | 'lines'> {
  return {
    boxes: drawn.boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y })),
    lines: drawn.lines.map((line) => ({
      ...line,
      path: shifted(line.path, { x, y }),
      label: line.label && { ...line.label, x: line.label.x + x, y: line.label.y + y },
    })),
  };
}

/** A path elsewhere: of its commands, M, H, V and C are absolute, q and c are not. */
function shifted(path: string, { x, y }: Point): string {
  return path.replace(/([MHVC])([^MHVCqc]*)/g, (_, command: string, written: string) => {
    const numbers = written.trim().split(/\s+/).map(Number);
    const moved = numbers.map(
      (number, index) => number + (command === 'V' || (command !== 'H' && index % 2 === 1) ? y : x),
    );
    return command + moved.map((number) => String(Math.round(number * 10) / 10)).join(' ');
  });
}

/** Side by side as far as the width goes, then below. */
function shelve(parts: readonly Drawn[], most: number, gap: number): Picture {
  const boxes: Box[] = [];
  const lines: Line[] = [];
  let [x, y, row, width] = [0, 0, 0, 0];
  for (const part of parts) {
    if (x > 0 && x + part.width > most) {
      x = 0;
      y += row + gap;
      row = 0;
    }
    const moved = move(part, { x, y });
    boxes.push(...moved.boxes);
    lines.push(...moved.lines);
    width = Math.max(width, x + part.width);
    row = Math.max(row, part.height);
    x += part.width + gap;
  }
  return { boxes, lines, width, height: y + row };
}

function framed(picture: Picture): Picture {
  const moved = move(picture, { x: MARGIN, y: MARGIN });
  return {
    ...moved,
    width: Math.ceil(Math.max(picture.width + MARGIN * 2, 320)),
    height: Math.ceil(picture.height + MARGIN * 2),
  };
}

/** What is connected, each in the order of the names. */
function components(
  ids: readonly string[],
  pairs: readonly (readonly [string, string])[],
): readonly (readonly string[])[] {
  const leader = new Map(ids.map((id) => [id, id]));
  const find = (id: string): string => {
    let at = id;
    while (leader.get(at) !== at) {
      const next = leader.get(at) ?? at;
      leader.set(at, leader.get(next) ?? next);
      at = next;
    }
    return at;
  };
  for (const [a, b] of pairs) if (leader.has(a) && leader.has(b)) leader.set(find(b), find(a));
  const found = new Map<string, string[]>();
  for (const id of ids) push(found, find(id), id);
  return [...found.values()];
}

function push<K, V>(map: Map<K, V[]>, key: K, ...values: readonly V[]): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [...values]);
  else list.push(...values);
}
