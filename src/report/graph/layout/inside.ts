import type { Card } from '../card.ts';
import type { Flat, Point, Size } from './arrange.ts';
import type { Box, Line } from './drawing.ts';

/** What is inside of a box, from the box's upper left corner. */
export interface Inside extends Size {
  readonly card: Card;
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** For parts that edges from elsewhere lead to or come from: the way from the part to the border of the box. */
  readonly ways: ReadonlyMap<string, Way>;
}

export interface Way {
  readonly into?: readonly Flat[];
  readonly out?: readonly Flat[];
}

/** An outermost box where it is drawn. */
export interface Frame extends Size, Point {
  readonly ways: Inside['ways'];
  /** The right edge of its column. */
  readonly right: number;
}
