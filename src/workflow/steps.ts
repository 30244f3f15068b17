import { isObject, type JsonObject, type JsonValue, objectAt, textAt } from '../json.ts';
import { asFailure, Failure } from './failure.ts';
import { expand, groupsOf, type Ready, resolveReferences } from './holder.ts';
import { runExitHook, runHooks } from './hooks.ts';
import { certain, end, isEnded, isFailure, makeUndecided, type Outcome, type WalkNode } from './node.ts';
import {
  addAggregate,
  addNode,
  addSkippedOutputs,
  collectOutputs,
  Scope,
  undecidedMessage,
} from './scope.ts';
import { continuesOn, holderOf, type TemplateBase, templateLabel } from './template-library.ts';
import { connect, outboundOf, type Walk } from './walk.ts';

/**
 * The groups one after the other, the steps of a group at once. Throws a Failure.
 * Source: argo-workflows workflow/controller/steps.go (executeSteps).
 */
export function executeSteps(walk: Walk, node: WalkNode, template: JsonObject, base: TemplateBase): void {
  const scope = new Scope(template);
  let before: WalkNode | undefined;
  let mayFail = false;
  for (const [index, entries] of groupsOf(template).entries()) {
    const group = walk.start(
      {
        name: `${node.name}[${index}]`,
        type: 'StepGroup',
        template: '',
        templateLabel: undefined,
        boundary: node,
        hooked: false,
      },
      node,
    );
    follow(walk, node, before, group);
    before = group;
    executeGroup(walk, node, group, entries, scope, base);
    if (!isEnded(group)) {
      node.message = group.message;
      return;
    }
    node.outbound.splice(0, node.outbound.length, ...outboundOfGroup(walk, group));
    const outcome = certain(group);
    if (outcome !== undefined && isFailure(outcome)) {
      end(node, 'Failed', group.message);
      return;
    }
    mayFail ||= outcome === undefined;
    for (const step of entries.filter(isObject)) addStep(walk, scope, group, step, base);
  }
  collectOutputs(walk, node, template, scope);
  end(node, 'Succeeded');
  if (mayFail) {
    node.outcomes = new Set<Outcome>(['Succeeded', 'Failed']);
    node.undecided = node.nested.flatMap((group) => group.undecided);
    node.message = undecidedMessage('whether all its steps succeed', node.undecided);
  }
}

function follow(walk: Walk, node: WalkNode, before: WalkNode | undefined, group: WalkNode): void {
  if (before === undefined) connect(node, group);
  else if (before.edges.length === 0) connect(before, group);
  else {
    for (const id of outboundOfGroup(walk, before)) {
      const parent = walk.nodes.get(id);
      if (parent !== undefined) connect(parent, group);
    }
  }
}

function outboundOfGroup(walk: Walk, group: WalkNode): readonly string[] {
  return group.edges.flatMap((id) => {
    const child = walk.nodes.get(id);
    return child === undefined ? [] : outboundOf(walk, child);
  });
}

interface RunStep {
  readonly step: JsonObject;
  readonly node: WalkNode;
}

/** Source: argo-workflows workflow/controller/steps.go (executeStepGroup). */
function executeGroup(
  walk: Walk,
  boundary: WalkNode,
  group: WalkNode,
  entries: readonly JsonValue[],
  scope: Scope,
  base: TemplateBase,
): void {
  let ready: readonly Ready[];
  try {
    ready = expandGroup(walk, boundary, group, entries, scope, base);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'truncated') throw failure;
    if (failure.kind === 'stuck') group.message = `waits for ever: ${failure.message}`;
    else end(group, 'Error', failure.message);
    return;
  }
  const ran: RunStep[] = [];
  for (const { name, holder } of ready) {
    const stopped = runStep(walk, boundary, group, { name, holder }, base, ran);
    if (stopped) return;
  }
  if (group.nested.some((child) => !isEnded(child))) {
    group.message = group.nested.find((child) => !isEnded(child))?.message;
    return;
  }
  for (const { step, node } of ran) {
    const site = {
      holder: step,
      name: textAt(step, 'name'),
      prefix: 'steps' as const,
      scope,
      boundary,
      base,
    };
    try {
      runHooks(walk, site, node);
      const failure = runExitHook(walk, site, node);
      if (failure !== undefined) throw failure;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind === 'truncated') throw failure;
      end(group, 'Error', failure.message);
      return;
    }
  }
  endGroup(group, ran);
}

/** Runs or skips one step; true when the group ends here with an error. */
function runStep(
  walk: Walk,
  boundary: WalkNode,
  group: WalkNode,
  { name, holder }: Ready,
  base: TemplateBase,
  ran: RunStep[],
): boolean {
  const childName = `${group.name}.${name}`;
  const when = textAt(holder, 'when');
  let runs: ReturnType<Walk['shouldExecute']>;
  try {
    runs = walk.shouldExecute(when);
  } catch (thrown) {
    const failure = asFailure(thrown);
    const child = skipped(walk, boundary, group, childName, holder);
    end(child, 'Error', failure.message);
    end(group, 'Error', failure.message);
    return true;
  }
  if (runs === false) {
    const child = skipped(walk, boundary, group, childName, holder);
    end(child, 'Skipped', `when '${when}' evaluated false`);
    return false;
  }
  const unknown = runs === true ? [] : runs;
  if (unknown.length > 0) walk.tentative += 1;
  const { node: child, failure } = walk.execute({
    name: childName,
    caller: { kind: 'steps', name },
    holder: holderOf(holder),
    base,
    args: objectAt(holder, 'arguments'),
    boundary,
    parent: group,
  });
  connect(group, child);
  if (unknown.length > 0) {
    walk.tentative -= 1;
    makeUndecided(
      child,
      'Skipped',
      unknown,
      undecidedMessage(`when '${walk.unknowns.reveal(when)}'`, unknown),
    );
  } else if (failure?.kind === 'error') {
    end(group, 'Error', `step group deemed errored due to child ${childName} error: ${failure.message}`);
    return true;
  }
  ran.push({ step: holder, node: child });
  return false;
}

function expandGroup(
  walk: Walk,
  boundary: WalkNode,
  group: WalkNode,
  entries: readonly JsonValue[],
  scope: Scope,
  base: TemplateBase,
): readonly Ready[] {
  const resolved = entries.filter(isObject).map((step) => {
    try {
      return resolveReferences(walk, step, scope);
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind !== 'error') throw failure;
      throw new Failure('error', `failed to resolve references: ${failure.message}`);
    }
  });
  const ready: Ready[] = [];
  for (const step of resolved) {
    const expansion = expand(walk, step, scope);
    if (expansion.kind === 'single') ready.push(expansion.ready);
    else if (expansion.kind === 'loop') {
      ready.push(...expansion.iterations);
      if (expansion.iterations.length > 0) continue;
      const child = skipped(walk, boundary, group, `${group.name}.${textAt(step, 'name')}`, step);
      end(child, 'Skipped', 'Skipped, empty params');
    } else {
      // One run stands for all that there may be.
      walk.tentative += 1;
      const name = textAt(step, 'name');
      const { node } = walk.execute({
        name: `${group.name}.${name}`,
        caller: { kind: 'steps', name },
        holder: holderOf(expansion.holder),
        base,
        args: objectAt(expansion.holder, 'arguments'),
        boundary,
        parent: group,
      });
      walk.tentative -= 1;
      connect(group, node);
      makeUndecided(node, 'Skipped', expansion.values, expansion.message);
    }
  }
  return ready;
}

function skipped(walk: Walk, boundary: WalkNode, group: WalkNode, name: string, step: JsonObject): WalkNode {
  const child = walk.start(
    {
      name,
      type: 'Skipped',
      template: textAt(step, 'template'),
      templateLabel: templateLabel(holderOf(step)),
      boundary,
      hooked: false,
    },
    group,
  );
  connect(group, child);
  return child;
}

/** A group fails with the first child that failed without being allowed to. */
function endGroup(group: WalkNode, ran: readonly RunStep[]): void {
  let mayFail = false;
  for (const child of group.nested) {
    const step = ran.find(({ node }) => node === child)?.step;
    const failures = [...child.outcomes].filter(
      (outcome) => isFailure(outcome) && !(step !== undefined && continuesOn(step, outcome)),
    );
    if (failures.length > 0 && failures.length === child.outcomes.size) {
      end(group, 'Failed', `child '${child.id}' failed`);
      return;
    }
    mayFail ||= failures.length > 0;
  }
  end(group, 'Succeeded');
  if (!mayFail) return;
  group.outcomes = new Set<Outcome>(['Succeeded', 'Failed']);
  group.undecided = group.nested.flatMap((child) => child.undecided);
}

/** What the steps of later groups can read of this one. */
function addStep(walk: Walk, scope: Scope, group: WalkNode, step: JsonObject, base: TemplateBase): void {
  const name = textAt(step, 'name');
  const node = walk.named(`${group.name}.${name}`);
  if (node === undefined) {
    const children = group.nested.filter(
      (child) => child.name.startsWith(`${group.name}.${name}(`) && child.type !== 'Skipped',
    );
    if (children.length > 0) addAggregate(walk, scope, 'steps', name, children);
    addNode(walk, scope, 'steps', name, group);
    return;
  }
  addNode(walk, scope, 'steps', name, node);
  addSkippedOutputs(walk, scope, 'steps', name, node, () => walk.templateOf(base, step));
}
