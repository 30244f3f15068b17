import { formatPath, type Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonValue } from '../json.ts';
import type { Change, FlowEdge, FlowGraph, FlowNode } from './flow-graph.ts';

/**
 * One graph of two states of the files: what is only in `after` is added, what is only in `before` removed, and what is
 * in both with another content changed. Nodes and edges that were removed come last.
 *
 * @param base What `before` is called: a commit, a branch.
 */
export function compareGraphs(before: FlowGraph, after: FlowGraph, base: string): FlowGraph {
  const oldNodes = new Map(before.nodes.map((node) => [node.id, node]));
  const oldEdges = new Map(before.edges.map((edge) => [edge.id, edge]));
  const newNodes = new Set(after.nodes.map(({ id }) => id));
  const newEdges = new Set(after.edges.map(({ id }) => id));
  return {
    nodes: [
      ...after.nodes.map((node) => compareNodes(oldNodes.get(node.id), node)),
      ...before.nodes.filter(({ id }) => !newNodes.has(id)).map((node) => gone(node)),
    ],
    edges: [
      ...after.edges.map((edge) => compareEdges(oldEdges.get(edge.id), edge)),
      ...before.edges.filter(({ id }) => !newEdges.has(id)).map((edge) => gone(edge)),
    ],
    base,
  };
}

/** What was wrong with something is of no interest once it is gone. */
function gone<T extends FlowNode | FlowEdge>(thing: T): T {
  return { ...thing, findings: [], change: 'removed' };
}

function compareNodes(before: FlowNode | undefined, after: FlowNode): FlowNode {
  if (before === undefined) return { ...after, change: 'added' };
  const changes = [
    ...differences(before.content, after.content, []),
    ...(before.presence === after.presence ? [] : [`was ${before.presence}`]),
    ...grantChanges(before, after),
  ];
  return changes.length === 0 ? after : { ...after, change: 'changed', changes };
}

/** The rights of an account are written in other objects than its own. */
function grantChanges(before: FlowNode, after: FlowNode): readonly string[] {
  const old = new Set(before.grants.map(({ text }) => text));
  const now = new Set(after.grants.map(({ text }) => text));
  return [
    ...after.grants.filter(({ text }) => !old.has(text)).map(({ text }) => `may now ${text}`),
    ...before.grants.filter(({ text }) => !now.has(text)).map(({ text }) => `may no longer ${text}`),
  ];
}

function compareEdges(before: FlowEdge | undefined, after: FlowEdge): FlowEdge {
  if (before === undefined) return { ...after, change: 'added' };
  const shown = ({ labels, permissions, broken }: FlowEdge) =>
    JSON.stringify([labels, permissions.map(({ text, state }) => [text, state]), broken !== undefined]);
  const change: Change | undefined = shown(before) === shown(after) ? undefined : 'changed';
  return { ...after, change };
}

/** Paths that are told one by one; a node that differs in more is another one altogether. */
const MOST = 8;

/** The paths at which two values differ, outermost first; values themselves are nobody's business here. */
function differences(before: JsonValue, after: JsonValue, path: Path): readonly string[] {
  const found: string[] = [];
  collect(before, after, path, found);
  const told = [...new Set(found)];
  return told.length <= MOST ? told : [...told.slice(0, MOST), `${told.length - MOST} more`];
}

function collect(before: JsonValue, after: JsonValue, path: Path, found: string[]): void {
  if (isArray(before) && isArray(after) && before.length === after.length) {
    for (const [index, item] of after.entries())
      collect(before[index] ?? null, item, [...path, index], found);
    return;
  }
  if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      const [old, now] = [before, after].map((one) => (Object.hasOwn(one, key) ? one[key] : undefined));
      if (old === undefined || now === undefined) found.push(formatPath([...path, key]));
      else collect(old, now, [...path, key], found);
    }
    return;
  }
  if (isArray(before) || isArray(after) || isObject(before) || isObject(after) || before !== after)
    found.push(formatPath(path) || 'all of it');
}
