import { objectAt, own } from '../json.ts';
import { type DagRun, nodeOf } from './dag-run.ts';
import { isCompleted, isEnded, isFailure, type Outcome } from './node.ts';
import { continuesOn } from './template-library.ts';

const ORDER: readonly Outcome[] = ['Succeeded', 'Skipped', 'Omitted', 'Failed', 'Error'];

/**
 * How a DAG can end: by its targets, of which an omitted one counts as what stopped its branch. Undefined while
 * something in it never ends.
 * Source: argo-workflows workflow/controller/dag.go (assessDAGPhase).
 */
export function dagOutcomes(run: DagRun, targets: readonly string[]): ReadonlySet<Outcome> | undefined {
  const { walk } = run;
  const branch = new Map<string, ReadonlySet<Outcome> | undefined>();
  for (const name of targets) branch.set(nodeOf(run, name)?.id ?? '', undefined);
  const queue: { id: string; outcomes: ReadonlySet<Outcome> }[] = run.node.edges.map((id) => ({
    id,
    outcomes: new Set<Outcome>(['Succeeded']),
  }));
  const seen = new Set<string>();
  for (let at = 0; at < queue.length; at += 1) {
    const current = queue[at];
    const node = current && walk.nodes.get(current.id);
    if (current === undefined || node === undefined) return undefined;
    const key = `${current.id} ${ORDER.filter((outcome) => current.outcomes.has(outcome)).join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (!isEnded(node)) return undefined;
    // What did not complete (skipped, omitted) hands on what happened before it.
    const outcomes = new Set<Outcome>();
    for (const outcome of node.outcomes) {
      if (isCompleted(outcome)) outcomes.add(outcome);
      else for (const before of current.outcomes) outcomes.add(before);
    }
    if (branch.has(node.id)) branch.set(node.id, prefer(branch.get(node.id), outcomes));
    const next = node.type === 'Retry' ? retryChildren(run, node.edges) : node.edges;
    for (const id of next) queue.push({ id, outcomes });
  }
  return overTargets(run, targets, branch);
}

/** A failure on one way to a target counts more than success on another. */
function prefer(before: ReadonlySet<Outcome> | undefined, now: ReadonlySet<Outcome>): ReadonlySet<Outcome> {
  if (before === undefined) return now;
  const both = new Set<Outcome>();
  for (const a of before) for (const b of now) both.add(isFailure(a) ? a : b);
  return both;
}

function retryChildren(run: DagRun, edges: readonly string[]): readonly string[] {
  return edges.flatMap((id) => {
    const child = run.walk.nodes.get(id);
    if (child === undefined) return [];
    return child.hooked ? [id] : child.edges;
  });
}

function overTargets(
  run: DagRun,
  targets: readonly string[],
  branch: ReadonlyMap<string, ReadonlySet<Outcome> | undefined>,
): ReadonlySet<Outcome> | undefined {
  const failFast = own(objectAt(run.template, 'dag'), 'failFast') !== false;
  let states = new Set<Outcome>(['Succeeded']);
  for (const name of targets) {
    const outcomes = branch.get(nodeOf(run, name)?.id ?? '');
    const task = run.tasks.get(name);
    if (outcomes === undefined) return undefined;
    const next = new Set<Outcome>();
    for (const state of states) {
      if (failFast && isFailure(state)) next.add(state);
      else {
        for (const outcome of outcomes) {
          const counts = isFailure(outcome) && !(task !== undefined && continuesOn(task, outcome));
          next.add(counts ? outcome : state);
        }
      }
    }
    states = next;
  }
  return states;
}
