import type { FlowEdge, FlowNode } from '../../graph/flow-graph.ts';
import { oneLine } from '../text-width.ts';
import { type Face, fitted, widthOf } from './text-size.ts';

/** What a line of text is, which decides how it looks. */
export type Role = 'noun' | 'title' | 'line' | 'needed' | 'unneeded' | 'lacking' | 'unknown' | 'filter';

export interface TextLine {
  readonly text: string;
  readonly role: Role;
  /** The baseline, from the top of what it stands in. */
  readonly y: number;
}

/** The text of a node or of an edge, laid out. */
export interface Card {
  readonly lines: readonly TextLine[];
  readonly width: number;
  readonly height: number;
}

interface Look {
  readonly size: number;
  readonly face: Face;
  readonly height: number;
  /** The longest that a line gets before it is cut. */
  readonly most: number;
}

export const LOOKS: Readonly<Record<Role, Look>> = {
  noun: { size: 10.5, face: 'bold', height: 14, most: 230 },
  title: { size: 13, face: 'bold', height: 18, most: 250 },
  line: { size: 11, face: 'mono', height: 16, most: 270 },
  needed: { size: 11, face: 'mono', height: 16, most: 300 },
  unneeded: { size: 11, face: 'mono', height: 16, most: 300 },
  lacking: { size: 11, face: 'mono', height: 16, most: 300 },
  unknown: { size: 11, face: 'mono', height: 16, most: 300 },
  filter: { size: 11, face: 'mono', height: 16, most: 250 },
};

/** Roles whose lines begin with a sign. */
export const SIGN = 15;
export const ICON = 30;
const PADDING = { x: 13, y: 9 };
const MOST_LINES = 6;

export function hasSign(role: Role): boolean {
  return (
    role === 'needed' || role === 'unneeded' || role === 'lacking' || role === 'unknown' || role === 'filter'
  );
}

/** Boxes of their own have a picture; parts of others have not. */
export function hasIcon({ parent }: FlowNode): boolean {
  return parent === undefined;
}

/**
 * @param places Whether objects of several namespaces are drawn, so that each has to say where it is.
 */
export function cardOf(node: FlowNode, places: boolean): Card {
  const { kind, noun, title, namespace } = node;
  const texts: [Role, string][] = [];
  if (kind === 'subject' || kind === 'condition') texts.push(['line', title]);
  else texts.push(['noun', noun], ['title', title]);
  const lines: [Role, string][] = node.lines.map((line) => ['line', line]);
  if (places && node.parent === undefined && namespace !== '') lines.unshift(['line', `in ${namespace}`]);
  if (node.presence === 'missing') lines.push(['lacking', 'not there']);
  if (node.presence === 'unchecked') lines.push(['unknown', 'not among the files']);
  lines.push(
    ...node.lacks.map((text): [Role, string] => ['lacking', brief(text)]),
    ...node.grants.map(({ text, needed }): [Role, string] => [needed ? 'needed' : 'unneeded', brief(text)]),
  );
  return layOut([...texts, ...shortened(lines)], hasIcon(node) ? ICON : 0);
}

/** Undefined for an edge that says nothing. */
export function labelOf(edge: FlowEdge): Card | undefined {
  if (edge.kind === 'runs-as') return undefined;
  const filters = edge.kind === 'delivers' || edge.kind === 'publishes';
  // "create" and "create workflows" need not both be said.
  const labels =
    edge.kind === 'acts'
      ? edge.labels.filter((label) => !edge.permissions.some(({ text }) => text.startsWith(label)))
      : edge.labels;
  const lines: [Role, string][] = [
    ...labels.map((text): [Role, string] => [filters ? 'filter' : 'line', text]),
    ...edge.permissions.map(({ text, state }): [Role, string] => [
      state === 'granted' ? 'needed' : state === 'missing' ? 'lacking' : 'unknown',
      brief(text),
    ]),
  ];
  return lines.length === 0 ? undefined : layOut(shortened(lines), 0, { x: 9, y: 4 });
}

/** Argo's own resources are known without their group. */
function brief(permission: string): string {
  return permission.replaceAll('.argoproj.io', '');
}

function shortened(lines: readonly [Role, string][]): readonly [Role, string][] {
  if (lines.length <= MOST_LINES) return lines;
  const more = lines.length - MOST_LINES + 1;
  return [...lines.slice(0, MOST_LINES - 1), ['line', `and ${more} more`]];
}

function layOut(texts: readonly [Role, string][], icon: number, padding = PADDING): Card {
  let y = padding.y;
  let width = 0;
  const lines = texts.map(([role, text]): TextLine => {
    const { size, face, height, most } = LOOKS[role];
    const shown = fitted(oneLine(text), size, face, most);
    // Pictures and signs stand before the text.
    const before = (role === 'noun' || role === 'title' ? icon : 0) + (hasSign(role) ? SIGN : 0);
    width = Math.max(width, before + widthOf(shown, size, face));
    y += height;
    return { text: shown, role, y: y - height * 0.28 };
  });
  return { lines, width: Math.ceil(width + padding.x * 2), height: Math.ceil(y + padding.y) };
}

export function paddingOf(isLabel: boolean): number {
  return isLabel ? 9 : PADDING.x;
}
