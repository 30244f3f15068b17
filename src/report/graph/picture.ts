import type { FlowGraph } from '../../graph/flow-graph.ts';
import { components } from './layout/components.ts';
import { GAP, move, type Picture, shelve } from './layout/drawing.ts';
import { Flow } from './layout/flow.ts';
import { Nesting } from './layout/nesting.ts';
import { insideOf } from './layout/parts.ts';

const MARGIN = 24;
/** Flows that are not connected stand side by side up to this width. */
const WIDTH = 1500;

/** Places everything. Boxes of one parent never overlap, and no edge or label touches a box that it does not end at. */
export function pictureOf(graph: FlowGraph): Picture {
  const nesting = new Nesting(graph);
  const insides = new Map(nesting.roots.map((node) => [node.id, insideOf(nesting, node)]));
  const { outer } = nesting;
  const flows = components(
    nesting.roots.map(({ id }) => id),
    outer.map(({ ends }) => ends),
  ).map((ids) => new Flow(ids, insides, outer, nesting).paint());
  return framed(shelve(flows, WIDTH, GAP.flow));
}

function framed(picture: Picture): Picture {
  const moved = move(picture, { x: MARGIN, y: MARGIN });
  return {
    ...moved,
    width: Math.ceil(Math.max(picture.width + MARGIN * 2, 320)),
    height: Math.ceil(picture.height + MARGIN * 2),
  };
}
