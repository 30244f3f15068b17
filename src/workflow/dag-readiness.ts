import { textAt } from '../json.ts';
import { type DagRun, nodeOf } from './dag-run.ts';
import { Failure } from './failure.ts';
import { isLoop } from './items.ts';
import { certain, isEnded, type Outcome, type WalkNode } from './node.ts';
import type { UnknownValue } from './unknown.ts';

/** More combinations of undecided results than these are not tried out. */
const COMBINATIONS = 64;

/**
 * Whether a task may run, given how those it depends on ended: `wait` when one of them has not, the unknown values
 * when they decide. Throws a Failure when the condition does not work.
 * Source: argo-workflows workflow/controller/dag.go (evaluateDependsLogic).
 */
export function decideDepends(run: DagRun, name: string): boolean | 'wait' | readonly UnknownValue[] {
  const { tasks, logic } = run.dependencies(name);
  const nodes: WalkNode[] = [];
  const loops = new Set<WalkNode>();
  for (const dependency of tasks.keys()) {
    const node = nodeOf(run, dependency);
    if (node === undefined || !isEnded(node)) return 'wait';
    if (node.nested.some((child) => child.hooked && !isEnded(child))) return 'wait';
    nodes.push(node);
    if (isLoop(run.tasks.get(dependency) ?? {})) loops.add(node);
  }
  const hasUndecidedItems = (node: WalkNode) => loops.has(node) && isUndecidedLoop(node);
  const undecided = nodes.filter((node) => certain(node) === undefined || hasUndecidedItems(node));
  const values = [...new Set(undecided.flatMap((node) => valuesOf(node)))];
  const combinations = combine(nodes.map((node) => [...node.outcomes]));
  const itemsMatter = undecided.some(hasUndecidedItems) && [...tasks.values()].includes('items');
  if (combinations === undefined || itemsMatter) return values;

  const task = run.tasks.get(name);
  const answers =
    task !== undefined && textAt(task, 'depends') === ''
      ? combinations.map((outcomes) => holdsForAll(run, name, nodes, outcomes))
      : evaluate(run, [...tasks.keys()], nodes, combinations, logic.replaceAll('-', '_'));
  const [first = true, ...others] = answers;
  return others.every((answer) => answer === first) ? first : values;
}

function valuesOf(node: WalkNode): readonly UnknownValue[] {
  return [...node.undecided, ...node.nested.flatMap((child) => child.undecided)];
}

/** A loop whose list is not known was never expanded: one run stands for its items, without a group around it. */
function isUndecidedLoop(node: WalkNode): boolean {
  if (node.type !== 'TaskGroup') return certain(node) === undefined;
  return node.nested.some((child) => certain(child) === undefined);
}

function combine(choices: readonly (readonly Outcome[])[]): readonly (readonly Outcome[])[] | undefined {
  let combinations: readonly (readonly Outcome[])[] = [[]];
  for (const outcomes of choices) {
    combinations = combinations.flatMap((before) => outcomes.map((outcome) => [...before, outcome]));
    if (combinations.length > COMBINATIONS) return undefined;
  }
  return combinations;
}

interface TaskResults {
  readonly Succeeded: boolean;
  readonly Failed: boolean;
  readonly Errored: boolean;
  readonly Skipped: boolean;
  readonly Omitted: boolean;
  readonly Daemoned: boolean;
  readonly AnySucceeded: boolean;
  readonly AllFailed: boolean;
}

function resultsOf(node: WalkNode, outcome: Outcome): TaskResults {
  // A daemon is still running when the tasks after it start.
  const phase = node.daemoned && outcome === 'Succeeded' ? 'Running' : outcome;
  // A group that may not run has no items in that case.
  const expanded = node.type === 'TaskGroup' && outcome !== 'Skipped' && outcome !== 'Omitted';
  const children = expanded ? node.nested.filter((child) => !child.hooked) : [];
  return {
    Succeeded: phase === 'Succeeded',
    Failed: phase === 'Failed',
    Errored: phase === 'Error',
    Skipped: phase === 'Skipped',
    Omitted: phase === 'Omitted',
    Daemoned: node.daemoned,
    AnySucceeded: children.some((child) => certain(child) === 'Succeeded'),
    AllFailed: children.length > 0 && children.every((child) => certain(child) === 'Failed'),
  };
}

/** `dependencies`: every one of them ended well, was skipped, or is allowed to fail. */
function holdsForAll(
  run: DagRun,
  name: string,
  nodes: readonly WalkNode[],
  outcomes: readonly Outcome[],
): boolean {
  const { logic } = run.dependencies(name);
  return nodes.every((node, index) => {
    const results = resultsOf(node, outcomes[index] ?? 'Succeeded');
    const dependency = node.name.slice(run.node.name.length + 1);
    return (Object.keys(results) as (keyof TaskResults)[]).some(
      (result) =>
        results[result] && logic.includes(`${dependency}.${result}`) && mentions(logic, dependency, result),
    );
  });
}

function mentions(logic: string, task: string, result: string): boolean {
  return logic.split(/[\s()|&]+/).includes(`${task}.${result}`);
}

/** The condition for each combination, all asked at once. */
function evaluate(
  run: DagRun,
  tasks: readonly string[],
  nodes: readonly WalkNode[],
  combinations: readonly (readonly Outcome[])[],
  logic: string,
): readonly boolean[] {
  const questions = combinations.map((outcomes) => {
    const environment: Record<string, TaskResults> = {};
    for (const [index, task] of tasks.entries()) {
      const node = nodes[index];
      const key = task.replaceAll('-', '_');
      if (node !== undefined && !Object.hasOwn(environment, key)) {
        environment[key] = resultsOf(node, outcomes[index] ?? 'Succeeded');
      }
    }
    return { op: 'workflowExpression' as const, expression: logic, env: JSON.stringify(environment) };
  });
  return run.walk.setup.engine.ask(questions).map((answer) => {
    if (!answer.ok) throw new Failure('error', `unable to evaluate expression '${logic}': ${answer.error}`);
    if (answer.value.type === 'bool') return answer.value.json === 'true';
    const why = `unable to cast expression result '${answer.value.text}' to bool`;
    throw new Failure('error', `unable to evaluate expression '${logic}': ${why}`);
  });
}
