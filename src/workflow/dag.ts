import { isObject, type JsonObject, listAt, objectAt, textAt } from '../json.ts';
import { dagOutcomes } from './dag-outcome.ts';
import { decideDepends } from './dag-readiness.ts';
import { type DagRun, nodeOf, taskNodeName } from './dag-run.ts';
import { ancestorsOf, type Dependencies, dependenciesOf } from './depends.ts';
import { asFailure, Failure } from './failure.ts';
import { expand, type Ready, resolveReferences } from './holder.ts';
import { type HookSite, runExitHook, runHooks } from './hooks.ts';
import { isLoop } from './items.ts';
import { end, isEnded, isFailure, makeUndecided, type Outcome, type WalkNode } from './node.ts';
import type { NodeType } from './run.ts';
import {
  addAggregate,
  addNode,
  addSkippedOutputs,
  collectOutputs,
  Scope,
  undecidedMessage,
} from './scope.ts';
import { holderOf, type TemplateBase, templateLabel } from './template-library.ts';
import type { UnknownValue } from './unknown.ts';
import { connect, outboundOf, type Walk } from './walk.ts';

/**
 * The tasks that the targets need, each after those it depends on. Throws a Failure.
 * Source: argo-workflows workflow/controller/dag.go (executeDAG).
 */
export function executeDag(walk: Walk, node: WalkNode, template: JsonObject, base: TemplateBase): void {
  const dag = objectAt(template, 'dag');
  const tasks = new Map<string, JsonObject>();
  for (const task of listAt(dag, 'tasks').filter(isObject)) {
    if (!tasks.has(textAt(task, 'name'))) tasks.set(textAt(task, 'name'), task);
  }
  const cache = new Map<string, Dependencies>();
  const run: DagRun = {
    walk,
    node,
    template,
    base,
    tasks,
    visited: new Set(),
    dependencies: (name) => {
      let found = cache.get(name);
      if (found === undefined) {
        found = dependenciesOf(taskNamed(tasks, name), (other) => taskNamed(tasks, other));
        cache.set(name, found);
      }
      return found;
    },
  };
  const target = textAt(dag, 'target');
  const targets = target === '' ? leavesOf(run) : target.split(' ');
  for (const name of targets) executeTask(run, name);
  for (const name of targets) {
    const task = nodeOf(run, name);
    if (task !== undefined) node.outbound.push(...outboundOf(walk, task));
  }
  const outcomes = dagOutcomes(run, targets);
  if (outcomes === undefined) {
    node.message = node.nested.find((child) => !isEnded(child))?.message ?? 'waits for ever for a task';
    return;
  }
  if ([...outcomes].some((outcome) => !isFailure(outcome))) {
    const scope = new Scope(template);
    for (const [name, task] of tasks) addTask(run, scope, name, task);
    collectOutputs(walk, node, template, scope);
  }
  node.outcomes = outcomes;
  if (outcomes.size > 1) {
    node.undecided = node.nested.flatMap((child) => child.undecided);
    node.message = undecidedMessage('how its tasks end', node.undecided);
  }
}

function taskNamed(tasks: ReadonlyMap<string, JsonObject>, name: string): JsonObject {
  const task = tasks.get(name);
  // The controller panics here, and ends the whole workflow with the panic's text.
  if (task === undefined) throw new Failure('error', `target ${name} does not exist`);
  return task;
}

/** The tasks that nobody depends on, by name. Source: workflow/controller/dag.go (findLeafTaskNames). */
function leavesOf(run: DagRun): readonly string[] {
  const needed = new Set<string>();
  for (const name of run.tasks.keys())
    for (const other of run.dependencies(name).tasks.keys()) needed.add(other);
  return [...run.tasks.keys()].filter((name) => !needed.has(name)).sort((a, b) => (a < b ? -1 : 1));
}

/** Source: argo-workflows workflow/controller/dag.go (executeDAGTask). */
function executeTask(run: DagRun, name: string): void {
  if (run.visited.has(name)) return;
  run.visited.add(name);
  const task = taskNamed(run.tasks, name);
  const { tasks: dependencies, logic } = run.dependencies(name);
  for (const dependency of dependencies.keys()) executeTask(run, dependency);

  let undecided: readonly UnknownValue[] = [];
  if (logic !== '') {
    let decision: ReturnType<typeof decideDepends>;
    try {
      decision = decideDepends(run, name);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind === 'truncated') throw failure;
      end(leafNode(run, name, task, 'Skipped'), 'Error', failure.message);
      return;
    }
    if (decision === 'wait') return;
    if (decision === false) {
      end(leafNode(run, name, task, 'Skipped'), 'Omitted', 'omitted: depends condition not met');
      return;
    }
    if (decision !== true) undecided = decision;
  }
  if (undecided.length > 0) run.walk.tentative += 1;
  try {
    startTask(run, name, task);
  } finally {
    if (undecided.length > 0) run.walk.tentative -= 1;
  }
  const node = nodeOf(run, name);
  if (node === undefined) return;
  if (undecided.length > 0) {
    makeUndecided(node, 'Omitted', undecided, undecidedMessage(`depends '${logic}'`, undecided));
  }
  if (isEnded(node)) finishTask(run, name, task, node);
}

/** Hooks of the task as a whole, once its node has ended. */
function finishTask(run: DagRun, name: string, task: JsonObject, node: WalkNode): void {
  try {
    runHooks(run.walk, siteOf(run, name, task), node);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'truncated') throw failure;
    end(node, 'Error', failure.message);
  }
  runTaskExit(run, name, task, node);
}

/** Of a task, unlike of a step, nothing hangs on whether its exit hook can be run. */
function runTaskExit(run: DagRun, name: string, task: JsonObject, node: WalkNode): void {
  try {
    runExitHook(run.walk, siteOf(run, name, task), node);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'truncated') throw failure;
    node.notes.push(`its exit hook does not run: ${failure.message}`);
  }
}

function siteOf(run: DagRun, name: string, task: JsonObject): HookSite {
  return {
    holder: task,
    name,
    prefix: 'tasks',
    scope: scopeOf(run, name),
    boundary: run.node,
    base: run.base,
  };
}

function startTask(run: DagRun, name: string, task: JsonObject): void {
  const { walk } = run;
  let expansion: ReturnType<typeof expand>;
  try {
    const resolved = resolveReferences(walk, task, scopeOf(run, name));
    expansion = expand(walk, resolved, scopeOf(run, name));
    if (expansion.kind === 'undecided') {
      walk.tentative += 1;
      // One run stands for all that there may be; its own `when` may hang on the item, and is left out.
      const node = runTask(run, name, { name, holder: expansion.holder }, undefined);
      walk.tentative -= 1;
      if (node !== undefined) makeUndecided(node, 'Skipped', expansion.values, expansion.message);
      return;
    }
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'truncated') throw failure;
    const node = leafNode(run, name, task, 'Skipped');
    if (failure.kind === 'stuck') node.message = `waits for ever: ${failure.message}`;
    else end(node, 'Error', failure.message);
    return;
  }
  if (expansion.kind === 'single') {
    runTask(run, name, expansion.ready, undefined);
    return;
  }
  if (!isLoop(task)) return;
  if (expansion.iterations.length === 0) {
    end(leafNode(run, name, task, 'Skipped'), 'Skipped', 'Skipped, empty params');
    return;
  }
  const group = leafNode(run, name, task, 'TaskGroup');
  const children: WalkNode[] = [];
  for (const iteration of expansion.iterations) {
    const child = runTask(run, name, iteration, group);
    if (child === undefined) continue;
    children.push(child);
    if (isEnded(child) && child.type !== 'Skipped') runTaskExit(run, name, task, child);
  }
  endGroup(group, children);
}

/** A group has the phase of the last of its children that failed. */
function endGroup(group: WalkNode, children: readonly WalkNode[]): void {
  const running = children.find((child) => !isEnded(child));
  if (running !== undefined) {
    group.message = running.message;
    return;
  }
  let outcomes = new Set<Outcome>(['Succeeded']);
  for (const child of children) {
    const next = new Set<Outcome>();
    for (const outcome of child.outcomes) {
      if (isFailure(outcome)) next.add(outcome);
      else for (const before of outcomes) next.add(before);
    }
    outcomes = next;
  }
  group.outcomes = outcomes;
  if (outcomes.size > 1) group.undecided = children.flatMap((child) => child.undecided);
}

/** Runs or skips a task or one iteration of it. */
function runTask(run: DagRun, task: string, ready: Ready, group: WalkNode | undefined): WalkNode | undefined {
  const { walk } = run;
  const { name, holder } = ready;
  const when = textAt(holder, 'when');
  let runs: ReturnType<Walk['shouldExecute']>;
  try {
    runs = walk.shouldExecute(when);
  } catch (thrown) {
    return end(leafNode(run, name, holder, 'Skipped', group, task), 'Error', asFailure(thrown).message);
  }
  if (runs === false) {
    const node = leafNode(run, name, holder, 'Skipped', group, task);
    return end(node, 'Skipped', `when '${when}' evaluated false`);
  }
  const unknown = runs === true ? [] : runs;
  if (unknown.length > 0) walk.tentative += 1;
  const { node, failure } = walk.execute({
    name: taskNodeName(run, name),
    caller: { kind: 'tasks', name },
    holder: holderOf(holder),
    base: run.base,
    args: objectAt(holder, 'arguments'),
    boundary: run.node,
    parent: group ?? run.node,
  });
  attach(run, task, node, group);
  if (unknown.length > 0) {
    walk.tentative -= 1;
    makeUndecided(
      node,
      'Skipped',
      unknown,
      undecidedMessage(`when '${walk.unknowns.reveal(when)}'`, unknown),
    );
  } else if (failure?.kind === 'error') {
    end(node, 'Error', `task '${node.name}' errored: ${failure.message}`);
  }
  return node;
}

function leafNode(
  run: DagRun,
  name: string,
  holder: JsonObject,
  type: NodeType,
  group?: WalkNode,
  task: string = name,
): WalkNode {
  const node = run.walk.start(
    {
      name: taskNodeName(run, name),
      type,
      template: textAt(holder, 'template'),
      templateLabel: templateLabel(holderOf(holder)),
      boundary: run.node,
      hooked: false,
    },
    group ?? run.node,
  );
  attach(run, task, node, group);
  return node;
}

/** Edges from what the task waited for. Source: workflow/controller/dag.go (connectDependencies). */
function attach(run: DagRun, task: string, node: WalkNode, group: WalkNode | undefined): void {
  const dependencies = [...run.dependencies(task).tasks.keys()];
  if (group !== undefined || dependencies.length === 0) {
    connect(group ?? run.node, node);
    return;
  }
  for (const dependency of dependencies) {
    const before = nodeOf(run, dependency);
    for (const id of before === undefined ? [] : outboundOf(run.walk, before)) {
      const parent = run.walk.nodes.get(id);
      if (parent !== undefined) connect(parent, node);
    }
  }
}

/** What a task can read of those before it. Source: workflow/controller/dag.go (buildLocalScopeFromTask). */
function scopeOf(run: DagRun, name: string): Scope {
  const scope = new Scope(run.template);
  for (const ancestor of ancestorsOf(name, (task) => run.dependencies(task).tasks.keys())) {
    if (nodeOf(run, ancestor) === undefined) {
      throw new Failure('error', `Ancestor task node ${ancestor} not found`);
    }
    addTask(run, scope, ancestor, taskNamed(run.tasks, ancestor));
  }
  return scope;
}

function addTask(run: DagRun, scope: Scope, name: string, task: JsonObject): void {
  const { walk } = run;
  const node = nodeOf(run, name);
  if (node === undefined) return;
  if (node.type === 'TaskGroup') {
    addAggregate(
      walk,
      scope,
      'tasks',
      name,
      node.nested.filter((child) => child.name.startsWith(`${node.name}(`)),
    );
  }
  addNode(walk, scope, 'tasks', name, node);
  addSkippedOutputs(walk, scope, 'tasks', name, node, () => walk.templateOf(run.base, task));
}
