import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import type { FlowGraph } from '../../src/graph/flow-graph.ts';
import type { Box, Picture } from '../../src/report/graph/layout/drawing.ts';
import { pictureOf } from '../../src/report/graph/picture.ts';
import { FLOW_NAMES, flowText, graphOf } from './graphs.ts';
import { graphs } from './random-graph.ts';

const engine = openEngine();
afterAll(() => engine.close());

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Half a unit is less than a line is wide. */
const SLACK = 0.5;

function overlap(a: Area, b: Area): boolean {
  return (
    a.x + a.width > b.x + SLACK &&
    b.x + b.width > a.x + SLACK &&
    a.y + a.height > b.y + SLACK &&
    b.y + b.height > a.y + SLACK
  );
}

function isInside(inner: Area, outer: Area): boolean {
  return (
    inner.x >= outer.x - SLACK &&
    inner.y >= outer.y - SLACK &&
    inner.x + inner.width <= outer.x + outer.width + SLACK &&
    inner.y + inner.height <= outer.y + outer.height + SLACK
  );
}

/** Everything that is wrong with a picture, in words. */
function faultsOf(graph: FlowGraph, picture: Picture): readonly string[] {
  const faults: string[] = [];
  const ancestors = (box: Box): ReadonlySet<string> => {
    const found = new Set<string>();
    for (let at = box.node.parent; at !== undefined; ) {
      found.add(at);
      const parent = at;
      at = graph.nodes.find(({ id }) => id === parent)?.parent;
    }
    return found;
  };
  for (const [index, a] of picture.boxes.entries()) {
    if (!isInside(a, { x: 0, y: 0, width: picture.width, height: picture.height }))
      faults.push(`${a.node.id} leaves the picture`);
    const outer = ancestors(a);
    for (const b of picture.boxes.slice(index + 1)) {
      if (
        outer.has(b.node.id) ? !isInside(a, b) : ancestors(b).has(a.node.id) ? !isInside(b, a) : overlap(a, b)
      )
        faults.push(`${a.node.id} and ${b.node.id} overlap`);
    }
  }
  const labels = picture.lines.flatMap(({ edge, label }) =>
    label === undefined
      ? []
      : [{ id: edge.id, x: label.x, y: label.y, width: label.card.width, height: label.card.height }],
  );
  for (const [index, label] of labels.entries()) {
    for (const other of labels.slice(index + 1))
      if (overlap(label, other)) faults.push(`labels of ${label.id} and ${other.id} overlap`);
    // A label of an edge inside of a box stands in that box, and in no other.
    for (const box of picture.boxes)
      if (!box.isGroup && overlap(label, box)) faults.push(`the label of ${label.id} is over ${box.node.id}`);
  }
  const drawn = new Set(picture.boxes.map(({ node }) => node.id));
  for (const { id, kind } of graph.nodes) {
    // An account that nothing runs as has no place.
    const isFree =
      kind === 'service-account' && !graph.edges.some(({ kind: of, to }) => of === 'runs-as' && to === id);
    if (!drawn.has(id) && !isFree) faults.push(`${id} is not drawn`);
  }
  const lines = new Set(picture.lines.map(({ edge }) => edge.id));
  for (const { id } of graph.edges) if (!lines.has(id)) faults.push(`${id} is not drawn`);
  for (const { edge, path } of picture.lines) {
    const ends = pathEnds(path);
    if (ends === undefined) faults.push(`${edge.id} has no path: ${path}`);
    else if (![edge.from, edge.to].every((id, at) => touches(ends[at === 0 ? 0 : 1], id, picture)))
      faults.push(`${edge.id} does not lead from ${edge.from} to ${edge.to}: ${path}`);
  }
  for (const { edge, path } of picture.lines) {
    const crossed = picture.boxes.filter(
      (box) =>
        !box.isGroup &&
        box.node.id !== edge.from &&
        box.node.id !== edge.to &&
        spotsOf(path).some((spot) => isWithin(spot, box)),
    );
    for (const { node } of crossed) faults.push(`${edge.id} crosses ${node.id}: ${path}`);
  }
  return faults;
}

/** Well inside, not along the border. */
function isWithin([x, y]: Spot, { x: left, y: top, width, height }: Area): boolean {
  return x > left + 2 && x < left + width - 2 && y > top + 2 && y < top + height - 2;
}

/** Spots along a path, near enough to each other to hit any box that it crosses. */
function spotsOf(path: string): readonly Spot[] {
  const spots: Spot[] = [];
  let [x, y] = [0, 0];
  for (const [, command = '', written = ''] of path.matchAll(/([MHVCqc])([^MHVCqc]*)/g)) {
    const numbers = numbersOf(written);
    const [last = 0, before = 0] = [numbers.at(-1), numbers.at(-2)];
    const [fromX, fromY] = [x, y];
    if (command === 'H') x = last;
    else if (command === 'V') y = last;
    else if (command === 'M' || command === 'C') [x, y] = [before, last];
    else [x, y] = [x + before, y + last];
    if (command === 'M') continue;
    const steps = Math.ceil((Math.abs(x - fromX) + Math.abs(y - fromY)) / 6);
    for (let step = 0; step <= steps; step += 1) {
      const t = steps === 0 ? 0 : step / steps;
      // A curve of this path leaves and arrives level, half of the way before and half behind its middle.
      const across = command === 'C' ? 1.5 * t * (1 - t) * (1 - t) + 1.5 * t * t * (1 - t) + t * t * t : t;
      const down = command === 'C' ? 3 * t * t * (1 - t) + t * t * t : t;
      spots.push([fromX + (x - fromX) * across, fromY + (y - fromY) * down]);
    }
  }
  return spots;
}

function numbersOf(written: string): readonly number[] {
  return written
    .trim()
    .split(/[\s,]+|(?<=\d)(?=-)/)
    .map(Number);
}

type Spot = readonly [x: number, y: number];

/** The ends of a path of M, H, V, C (absolute) and c, q (relative). */
function pathEnds(path: string): readonly [Spot, Spot] | undefined {
  let [x, y] = [Number.NaN, Number.NaN];
  let start: Spot | undefined;
  for (const [, command = '', written = ''] of path.matchAll(/([MHVCqc])([^MHVCqc]*)/g)) {
    const numbers = numbersOf(written);
    if (numbers.some(Number.isNaN)) return undefined;
    const [last = 0, before = 0] = [numbers.at(-1), numbers.at(-2)];
    if (command === 'H') x = last;
    else if (command === 'V') y = last;
    else if (command === 'M' || command === 'C') [x, y] = [before, last];
    else [x, y] = [x + before, y + last];
    start ??= [x, y];
  }
  return start === undefined || Number.isNaN(x + y) ? undefined : [start, [x, y]];
}

/** Does a spot lie on the border of a box of that node, or of a box around it? */
function touches([x, y]: Spot, id: string, { boxes }: Picture): boolean {
  const isOn = ({ x: left, y: top, width, height }: Box) =>
    x >= left - 1 &&
    x <= left + width + 1 &&
    y >= top - 1 &&
    y <= top + height + 1 &&
    (Math.abs(x - left) <= 1 ||
      Math.abs(x - left - width) <= 1 ||
      Math.abs(y - top) <= 1 ||
      Math.abs(y - top - height) <= 1);
  return boxes.some((box) => (box.node.id === id || id.startsWith(`${box.node.id}/`)) && isOn(box));
}

describe('a picture', () => {
  it.each(FLOW_NAMES)('of the flow "%s" has no overlap and no loose end', (name) => {
    const graph = graphOf(engine, flowText(name));
    expect(faultsOf(graph, pictureOf(graph))).toEqual([]);
  });

  it('of any graph has no overlap and no loose end', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(faultsOf(graph, pictureOf(graph))).toEqual([]);
      }),
      { numRuns: Number(process.env['FLOW_RUNS'] ?? 60) },
    );
  });

  it('of so many flows that columns are found in another way is as good', () => {
    const flows = Array.from({ length: 40 }, (_, index) =>
      flowText('webhook').replace(/^( {2}name: |.*eventSourceName: )(?!default$)(.*)$/gm, `$1$2-${index}`),
    );
    const graph = graphOf(engine, flows.join('\n---\n'));
    expect(graph.nodes.length).toBeGreaterThan(300);
    expect(faultsOf(graph, pictureOf(graph))).toEqual([]);
  });

  it('of nothing is an empty one', () => {
    expect(pictureOf({ nodes: [], edges: [], base: undefined }).boxes).toEqual([]);
  });
});

describe('a graph', () => {
  it.each(FLOW_NAMES)('of the flow "%s" has no edge and no part that hangs in the air', (name) => {
    const { nodes, edges } = graphOf(engine, flowText(name));
    const ids = new Set(nodes.map(({ id }) => id));
    expect(ids.size).toBe(nodes.length);
    expect(edges.filter(({ from, to }) => !ids.has(from) || !ids.has(to))).toEqual([]);
    expect(nodes.filter(({ parent }) => parent !== undefined && !ids.has(parent))).toEqual([]);
  });
});
