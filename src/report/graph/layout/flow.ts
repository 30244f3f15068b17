import { labelOf } from '../card.ts';
import { accountsOf, hangAccounts, laneOfAccounts, sizeWithAccounts } from './accounts.ts';
import { type Arrangement, arrange, type Flat, type Point, type Size } from './arrange.ts';
import { type Box, columnOf, flatsAt, GAP, type Line, labelAt, move, type Picture } from './drawing.ts';
import type { Frame, Inside, Way } from './inside.ts';
import { level } from './level.ts';
import type { Nesting, OuterEdge } from './nesting.ts';
import { loopPath, pathOf } from './path.ts';

const ORIGIN = { x: 0, y: 0 };

/** One flow: everything that edges connect, with the accounts that it runs as. */
export class Flow {
  readonly #ids: readonly string[];
  readonly #insides: ReadonlyMap<string, Inside>;
  /** Those between its boxes, in the order in which they leave and arrive. */
  readonly #edges: readonly OuterEdge[];
  readonly #nesting: Nesting;

  /** @param outer The edges between the outermost boxes of all flows. */
  constructor(
    ids: readonly string[],
    insides: ReadonlyMap<string, Inside>,
    outer: readonly OuterEdge[],
    nesting: Nesting,
  ) {
    this.#ids = ids;
    this.#insides = insides;
    this.#nesting = nesting;
    const order = new Map(ids.map((id, index) => [id, index]));
    this.#edges = outer
      .filter(({ ends }) => order.has(ends[0]))
      .sort(
        (a, b) =>
          (order.get(a.ends[0]) ?? 0) - (order.get(b.ends[0]) ?? 0) ||
          // The subjects of a bus find their order only behind what they lead to.
          (nesting.node(a.ends[0]).kind === 'event-bus'
            ? 0
            : this.#port(a.ends[0], a.from) - this.#port(b.ends[0], b.from)) ||
          this.#port(a.ends[1], a.to) - this.#port(b.ends[1], b.to),
      );
  }

  paint(): Picture {
    const nesting = this.#nesting;
    const { below, shared } = accountsOf(this.#ids, nesting);
    const items = this.#ids.map((id) => {
      const accounts = (below.get(id) ?? []).map(({ to }) => nesting.card(nesting.node(to)));
      return { id, ...sizeWithAccounts(this.#inside(id), accounts) };
    });
    const connections = this.#edges.map(({ id, ends, ...edge }) => ({
      id,
      from: ends[0],
      to: ends[1],
      label: ends[0] === ends[1] ? undefined : labelOf({ id, ...edge }),
    }));
    const arranged = arrange(items, connections, { boxes: GAP.box, edges: GAP.edge, columns: GAP.column });
    const placed = level(arranged, items, this.#edges, (box, part) => this.#port(box, part));

    const boxes: Box[] = [];
    const lines: Line[] = [];
    const frames = new Map<string, Frame>();
    for (const { id } of items) {
      const corner = placed.places.get(id) ?? ORIGIN;
      const inside = this.#sorted(id, placed);
      const { width, height, card } = inside;
      const [, right] = columnOf(placed, id, ORIGIN);
      const frame = { ...corner, width, height, ways: inside.ways, right };
      frames.set(id, frame);
      const isGroup = inside.boxes.length > 0;
      boxes.push({ node: nesting.node(id), card, depth: 0, isGroup, ...corner, width, height });
      for (const part of [move(inside, corner), hangAccounts(nesting, below.get(id) ?? [], frame)]) {
        boxes.push(...part.boxes);
        lines.push(...part.lines);
      }
    }
    for (const edge of this.#edges) {
      const [from, to] = [frames.get(edge.ends[0]), frames.get(edge.ends[1])];
      if (from !== undefined && to !== undefined) lines.push(lineOf(edge, from, to, placed));
    }
    const lane = laneOfAccounts(nesting, shared, frames, placed.height);
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

  /** How far below the upper side of a box the edges of a part begin or end. */
  #port(id: string, part: string): number {
    const { ways, height } = this.#inside(id);
    const way = ways.get(part);
    return (way?.out?.at(-1) ?? way?.into?.[0])?.y ?? entryOf(height);
  }

  /** The subjects of a bus in the order in which the boxes stand that they lead to. */
  #sorted(id: string, placed: Arrangement): Inside {
    const inside = this.#inside(id);
    if (this.#nesting.node(id).kind !== 'event-bus' || inside.boxes.length < 2) return inside;
    const heightOf = (part: string): number => {
      const ends = this.#edges.flatMap((edge) =>
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
}

/** From the part that an edge comes from, through the gaps between the columns, to the part that it leads to. */
function lineOf(edge: OuterEdge, from: Frame, to: Frame, placed: Arrangement): Line {
  const course = placed.courses.get(edge.id);
  if (course === undefined) return { edge, path: loopPath(from), label: undefined };
  const { backward, flats } = course;
  const first = columnOf(placed, edge.ends[0], ORIGIN);
  const last = columnOf(placed, edge.ends[1], ORIGIN);
  const out = from.ways.get(edge.from)?.out;
  const into = to.ways.get(edge.to)?.into;
  const start: readonly Flat[] = backward
    ? [{ from: from.x, to: first[0], y: entry(from) }]
    : out === undefined
      ? [{ from: from.x + from.width, to: first[1], y: entry(from) }]
      : [
          ...flatsAt(out, from),
          { from: from.x + from.width, to: first[1], y: from.y + (out.at(-1)?.y ?? 0) },
        ];
  const end: readonly Flat[] = backward
    ? [{ from: last[1], to: to.x + to.width, y: entry(to) }]
    : into === undefined
      ? [{ from: last[0], to: to.x, y: entry(to) }]
      : [{ from: last[0], to: to.x, y: to.y + (into[0]?.y ?? 0) }, ...flatsAt(into, to)];
  return { edge, path: pathOf([...start, ...flats, ...end]), label: labelAt(edge, course.label, ORIGIN) };
}

/** Where edges meet a box that has no way to the part that is meant. */
function entry({ y, height }: Size & Point): number {
  return y + entryOf(height);
}

function entryOf(height: number): number {
  return Math.min(26, height / 2);
}
