import type { FlowEdge, FlowNode } from '../../../graph/flow-graph.ts';
import { type Card, labelOf } from '../card.ts';
import type { Arrangement, Flat, Point, Size } from './arrange.ts';
import { shiftedPath } from './path.ts';

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

/** Between parts of a box, boxes of a column, edges, columns, a box and its account, an account and the line that it hangs from, flows. */
export const GAP = { part: 8, box: 26, edge: 14, column: 28, account: 24, trunk: 30, flow: 40 };
/** Between the border of a box and what is inside of it. */
export const PADDING = 14;

export type Drawn = Size & Pick<Picture, 'boxes' | 'lines'>;

/** The same, elsewhere. */
export function move<T extends Pick<Picture, 'boxes' | 'lines'>>(
  drawn: T,
  { x, y }: Point,
): Pick<Picture, 'boxes' | 'lines'> {
  return {
    boxes: drawn.boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y })),
    lines: drawn.lines.map((line) => ({
      ...line,
      path: shiftedPath(line.path, { x, y }),
      label: line.label && { ...line.label, x: line.label.x + x, y: line.label.y + y },
    })),
  };
}

/** Side by side as far as the width goes, then below. */
export function shelve(parts: readonly Drawn[], most: number, gap: number): Picture {
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

/** Pieces of a way elsewhere. */
export function flatsAt(flats: readonly Flat[], { x, y }: Point): readonly Flat[] {
  return flats.map((flat) => ({ from: flat.from + x, to: flat.to + x, y: flat.y + y }));
}

/** The left and right edge of the column that a box is in. */
export function columnOf(placed: Arrangement, id: string, shift: Point): readonly [number, number] {
  const [left, right] = placed.columns.get(id) ?? [0, 0];
  return [left + shift.x, right + shift.x];
}

/** What an edge says, around the middle that it got. */
export function labelAt(edge: FlowEdge, middle: Point | undefined, shift: Point): Line['label'] {
  const card = labelOf(edge);
  if (card === undefined || middle === undefined) return undefined;
  return { card, x: middle.x - card.width / 2 + shift.x, y: middle.y - card.height / 2 + shift.y };
}
