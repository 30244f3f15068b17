import { isObject, type JsonObject, objectAt, objectsAt, own, textAt, withMembers } from '../json.ts';
import { Failure } from './failure.ts';
import { certain, isCompleted, makeUndecided, type WalkNode } from './node.ts';
import {
  lastAttempt,
  markAbsent,
  type Prefix,
  resolveArtifacts,
  type Scope,
  statusOf,
  undecidedMessage,
} from './scope.ts';
import { holderOf, type TemplateBase } from './template-library.ts';
import type { UnknownValue } from './unknown.ts';
import { connect, type Walk } from './walk.ts';

export interface HookSite {
  /** The step or task whose hooks these are. */
  readonly holder: JsonObject;
  readonly name: string;
  readonly prefix: Prefix;
  readonly scope: Scope;
  readonly boundary: WalkNode;
  readonly base: TemplateBase;
}

/**
 * The hooks of a step or task, except `exit`: each runs once if its expression is true in a phase that the node goes
 * through. Throws a Failure for an expression that does not work.
 * Source: argo-workflows workflow/controller/hooks.go (executeTmplLifeCycleHook).
 */
export function runHooks(walk: Walk, site: HookSite, node: WalkNode): void {
  for (const [name, hook] of Object.entries(objectAt(site.holder, 'hooks') ?? {})) {
    if (name === 'exit' || !isObject(hook)) continue;
    const hookName = `${node.name}.hooks.${name}`;
    const decision = decideHook(walk, hookName, hook, (status) => {
      const scope = site.scope.copy();
      scope.variables.set(`${site.prefix}.${site.name}.status`, status ?? ownStatus(walk, site, node));
      return scope.over(walk.globals);
    });
    if (!decision.runs) continue;
    const failure = runHook(walk, site, node, hook, hookName, decision.unknown, decision.note);
    if (failure !== undefined) throw failure;
  }
}

interface HookDecision {
  readonly runs: boolean;
  readonly unknown: readonly UnknownValue[];
  readonly note: string | undefined;
}

/** Tries the phases that the node ends in and those on the way there. */
export function decideHook(
  walk: Walk,
  name: string,
  hook: JsonObject,
  variables: (status: 'Running' | 'Pending' | undefined) => ReadonlyMap<string, string | null>,
): HookDecision {
  const expression = textAt(hook, 'expression');
  if (expression === '') throw new Failure('error', `Expression required for hook ${name}`);
  let unknown: readonly UnknownValue[] = [];
  for (const status of [undefined, 'Running', 'Pending'] as const) {
    const decision = walk.substitution.decide(expression, variables(status));
    if (decision === true) {
      const note = status === undefined ? undefined : `runs when the controller sees the node ${status}`;
      return { runs: true, unknown: [], note };
    }
    if (decision !== false) unknown = decision;
  }
  return { runs: unknown.length > 0, unknown, note: undefined };
}

function runHook(
  walk: Walk,
  site: HookSite,
  node: WalkNode,
  hook: JsonObject,
  hookName: string,
  unknown: readonly UnknownValue[],
  note: string | undefined,
): Failure | undefined {
  const own_ = objectAt(hook, 'arguments');
  const args = isEmpty(own_) ? own_ : exitArguments(walk, site, node, own_);
  if (unknown.length > 0) walk.tentative += 1;
  const { node: ran, failure } = walk.execute({
    name: hookName,
    caller: { kind: 'steps', name: '' },
    holder: holderOf({ template: textAt(hook, 'template'), templateRef: own(hook, 'templateRef') ?? null }),
    base: site.base,
    args,
    boundary: site.boundary,
    parent: node,
    hooked: true,
  });
  if (unknown.length > 0) {
    walk.tentative -= 1;
    makeUndecided(
      ran,
      'Skipped',
      unknown,
      undecidedMessage(`expression '${textAt(hook, 'expression')}'`, unknown),
    );
  }
  if (note !== undefined) ran.notes.push(note);
  connect(node, ran);
  return unknown.length === 0 && failure?.kind === 'error' ? failure : undefined;
}

/**
 * `onExit` or `hooks.exit` of a step or task whose node completed. Answers with why the hook did not get to run; throws
 * a Failure when its expression does not work.
 * Source: argo-workflows workflow/controller/exit_handler.go (runOnExitNode).
 */
export function runExitHook(walk: Walk, site: HookSite, node: WalkNode): Failure | undefined {
  const hook = exitHookOf(site.holder, objectAt(walk.setup.spec, 'arguments'));
  if (hook === undefined || ![...node.outcomes].some(isCompleted)) return undefined;
  const expression = textAt(hook, 'expression');
  let unknown: readonly UnknownValue[] = certain(node) === undefined ? node.undecided : [];
  const scope = site.scope.copy();
  scope.variables.set(`${site.prefix}.${site.name}.status`, ownStatus(walk, site, node));
  if (expression !== '') {
    const decision = walk.substitution.decide(expression, scope.over(walk.globals));
    if (decision === false) return undefined;
    if (decision !== true) unknown = decision;
  }
  return runHook(walk, { ...site, scope }, node, hook, `${node.name}.onExit`, unknown, undefined);
}

function ownStatus(walk: Walk, site: HookSite, node: WalkNode): string {
  return statusOf(walk, node, `${site.prefix}.${site.name}.status`);
}

/** The exit hook of a step, a task or the workflow's spec, with the arguments of the workflow when it has none. */
export function exitHookOf(holder: JsonObject, args: JsonObject | undefined): JsonObject | undefined {
  const onExit = textAt(holder, 'onExit');
  if (onExit !== '') return withMembers({ template: onExit }, { arguments: args });
  const hook = objectAt(objectAt(holder, 'hooks'), 'exit');
  if (hook === undefined) return undefined;
  return isEmpty(objectAt(hook, 'arguments')) ? withMembers(hook, { arguments: args }) : hook;
}

function isEmpty(args: JsonObject | undefined): boolean {
  return objectsAt(args, 'parameters').length === 0 && objectsAt(args, 'artifacts').length === 0;
}

/** Source: argo-workflows workflow/controller/exit_handler.go (resolveExitTmplArgument). */
function exitArguments(
  walk: Walk,
  site: HookSite,
  node: WalkNode,
  args: JsonObject | undefined,
): JsonObject | undefined {
  const scope = site.scope.copy();
  const outputs = (lastAttempt(node) ?? node).outputs;
  for (const [name, value] of outputs?.parameters ?? []) {
    scope.variables.set(`${site.prefix}.${site.name}.outputs.parameters.${name}`, value ?? '');
  }
  for (const [name, artifact] of outputs?.artifacts ?? []) {
    scope.artifacts.set(`${site.prefix}.${site.name}.outputs.artifacts.${name}`, artifact);
  }
  const marked = markAbsent(args, scope);
  if (marked === undefined) return undefined;
  const replaced = walk.substitution.apply(marked, scope.over(walk.globals), 'lenient');
  return resolveArtifacts(walk, replaced, scope);
}
