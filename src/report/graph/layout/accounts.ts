import type { FlowEdge } from '../../../graph/flow-graph.ts';
import type { Card } from '../card.ts';
import type { Point, Size } from './arrange.ts';
import { push } from './components.ts';
import { type Box, GAP, type Line, type Picture } from './drawing.ts';
import type { Frame } from './inside.ts';
import type { Nesting } from './nesting.ts';
import { dropPath, n } from './path.ts';

/** The accounts that the boxes of a flow run as, each with the edges to it. */
export interface Accounts {
  /** Those of one box alone, which stand below it, by that box. */
  readonly below: ReadonlyMap<string, readonly FlowEdge[]>;
  readonly shared: readonly (readonly [account: string, edges: readonly FlowEdge[]])[];
}

export function accountsOf(boxes: readonly string[], nesting: Nesting): Accounts {
  const users = new Map<string, FlowEdge[]>();
  for (const id of boxes) for (const edge of nesting.accountsOf(id)) push(users, edge.to, edge);
  const below = new Map<string, FlowEdge[]>();
  const shared: [string, FlowEdge[]][] = [];
  for (const [account, edges] of users) {
    const [only, ...others] = new Set(edges.map(({ from }) => nesting.top(from)));
    if (only !== undefined && others.length === 0) push(below, only, ...edges.slice(0, 1));
    else shared.push([account, edges]);
  }
  return { below, shared };
}

/** A box with the accounts below it. */
export function sizeWithAccounts({ width, height }: Size, accounts: readonly Card[]): Size {
  const indent = indentOf(accounts);
  return {
    width: Math.max(width, ...accounts.map((card) => card.width + indent)),
    height: accounts.reduce((sum, card) => sum + GAP.account + card.height, height),
  };
}

/** One account hangs below its box; several hang from a line beside them. */
function indentOf(accounts: readonly unknown[]): number {
  return accounts.length > 1 ? GAP.trunk : 0;
}

/** The accounts of one box, below its frame. */
export function hangAccounts(
  nesting: Nesting,
  edges: readonly FlowEdge[],
  frame: Size & Point,
): Pick<Picture, 'boxes' | 'lines'> {
  const boxes: Box[] = [];
  const lines: Line[] = [];
  const indent = indentOf(edges);
  const start = frame.y + frame.height;
  let y = start;
  for (const edge of edges) {
    const node = nesting.node(edge.to);
    const card = nesting.card(node);
    const { width, height } = card;
    y += GAP.account;
    const path =
      indent === 0
        ? `M${n(frame.x + 30)} ${n(start)}V${n(y)}`
        : `M${n(frame.x + 12)} ${n(start)}V${n(y + height / 2)}H${n(frame.x + indent)}`;
    lines.push({ edge, path, label: undefined });
    boxes.push({ node, card, depth: 0, isGroup: false, x: frame.x + indent, y, width, height });
    y += height;
  }
  return { boxes, lines };
}

/** Accounts that several boxes run as, below all of them; each has a track of its own. `above` is their height. */
export function laneOfAccounts(
  nesting: Nesting,
  shared: Accounts['shared'],
  frames: ReadonlyMap<string, Frame>,
  above: number,
): Picture {
  if (shared.length === 0) return { width: 0, height: 0, boxes: [], lines: [] };
  const step = 10;
  const drops = new Map<number, number>();
  const accounts = shared.map(([account, edges], index) => {
    const starts = edges.flatMap((edge) => {
      const frame = frames.get(nesting.top(edge.from));
      if (frame === undefined) return [];
      const used = drops.get(frame.right) ?? 0;
      drops.set(frame.right, used + 1);
      const x = frame.right + 8 + Math.min(used, 5) * 5;
      return [{ edge, from: frame.x + frame.width, y: frame.y + frame.height - 12, x }];
    });
    const middle = starts.reduce((sum, { x }) => sum + x, 0) / Math.max(1, starts.length);
    return {
      node: nesting.node(account),
      card: nesting.card(nesting.node(account)),
      starts,
      middle,
      track: above + 16 + index * step,
    };
  });
  const top = above + 16 + shared.length * step + 18;
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
      lines.push({ edge: start.edge, path: dropPath(start, track, end, top), label: undefined });
  }
  return { width: free - GAP.box, height: bottom - above, boxes, lines };
}
