import { isArray, type JsonObject, type JsonValue, objectAt, own, textAt, withMembers } from '../json.ts';
import { referencesOf } from './expression-references.ts';
import { asFailure, Failure } from './failure.ts';
import { isLoop, itemsOf, iterationOf } from './items.ts';
import { markAbsent, resolveArtifacts, type Scope, undecidedMessage } from './scope.ts';
import { tagsOf } from './substitution.ts';
import type { UnknownValue } from './unknown.ts';
import type { Walk } from './walk.ts';

/** A step or a task with its references replaced, ready to be run or skipped. */
export interface Ready {
  readonly name: string;
  readonly holder: JsonObject;
}

/**
 * Replaces what a step or task reads of others. `when` goes first: of one that is known not to run, nothing else needs
 * to be found. Throws a Failure.
 * Source: argo-workflows workflow/controller/steps.go (resolveReferences), dag.go (resolveDependencyReferences).
 */
export function resolveReferences(walk: Walk, holder: JsonObject, scope: Scope): JsonObject {
  const variables = scope.over(walk.globals);
  const hooks = { hooks: own(holder, 'hooks') };
  const bare = withMembers(holder, { hooks: undefined });
  const when = textAt(bare, 'when');
  let undecided = false;
  if (when !== '') {
    const resolved = walk.substitution.text(when, variables, 'steps');
    try {
      const runs = walk.shouldExecute(resolved);
      if (runs === false) return withMembers(bare, { when: resolved, ...hooks });
      undecided = runs !== true;
    } catch (thrown) {
      // It may hold an `{{item}}` that only the expansion replaces.
      if (!isLoop(bare)) throw thrown;
    }
  }
  try {
    const marked = withMembers(bare, { arguments: markAbsent(objectAt(bare, 'arguments'), scope) });
    const replaced = walk.substitution.apply(marked, variables, 'steps');
    const args = resolveArtifacts(walk, objectAt(replaced, 'arguments'), scope);
    return withMembers(replaced, { arguments: args, ...hooks });
  } catch (thrown) {
    const failure = asFailure(thrown);
    // Whether it has to be found at all hangs on a `when` that is not decided.
    if (!undecided) throw failure;
    return withMembers(bare, { when: walk.substitution.text(when, variables, 'steps'), ...hooks });
  }
}

export type Expansion =
  | { readonly kind: 'single'; readonly ready: Ready }
  | { readonly kind: 'loop'; readonly iterations: readonly Ready[] }
  | {
      readonly kind: 'undecided';
      readonly values: readonly UnknownValue[];
      readonly message: string;
      /** Stands for every item; what it reads of its item is marked as unknown. */
      readonly holder: JsonObject;
    };

/**
 * One step or task, or one for each item. Throws a Failure.
 * Source: argo-workflows workflow/controller/steps.go (expandStep), dag.go (expandTask).
 */
export function expand(walk: Walk, holder: JsonObject, scope: Scope): Expansion {
  if (!isLoop(holder)) return { kind: 'single', ready: { name: textAt(holder, 'name'), holder } };
  const { engine } = walk.setup;
  const limit = walk.setup.limits.nodes + 1;
  let items: readonly JsonValue[];
  try {
    items = itemsOf(holder, { engine, unknowns: walk.unknowns, limit, ask: (text) => text });
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'undecided') {
      const values = walk.unknowns.in(failure.message);
      const message = undecidedMessage('the list of its items', values);
      const variables = scope.over(walk.globals);
      return { kind: 'undecided', values, message, holder: withUnknownItem(walk, holder, variables) };
    }
    if (mustRun(walk, holder)) throw failure;
    items = [];
  }
  const variables = scope.over(walk.globals);
  const skipped = isKnownNotToRun(walk, holder);
  const iterations: Ready[] = [];
  for (const [index, item] of items.entries()) {
    if (index >= limit) break;
    iterations.push(iterationOf(holder, item, index, skipped, variables, walk.substitution));
  }
  return { kind: 'loop', iterations };
}

/** Without the mark an expression would be computed on the text `{{item}}`. */
function withUnknownItem(walk: Walk, holder: JsonObject, variables: Map<string, string | null>): JsonObject {
  const body = withMembers(holder, {
    when: undefined,
    withItems: undefined,
    withParam: undefined,
    withSequence: undefined,
  });
  const ofItem = new Map(variables);
  for (const tag of tagsOf(JSON.stringify(body))) {
    const names = tag.startsWith('=') ? referencesOf(tag.slice(1)) : [tag.trim()];
    for (const name of names) {
      if (name === 'item' || name.startsWith('item.')) ofItem.set(name, walk.unknowns.mark(name, []));
    }
  }
  return walk.substitution.apply(body, ofItem, 'lenient');
}

function mustRun(walk: Walk, holder: JsonObject): boolean {
  try {
    return walk.shouldExecute(textAt(holder, 'when')) !== false;
  } catch (thrown) {
    if (thrown instanceof Failure) return true;
    throw thrown;
  }
}

function isKnownNotToRun(walk: Walk, holder: JsonObject): boolean {
  return !mustRun(walk, holder);
}

/** The steps of a group; what is no list is no group. */
export function groupsOf(template: JsonObject): readonly (readonly JsonValue[])[] {
  const steps = own(template, 'steps');
  return isArray(steps) ? steps.map((group) => (isArray(group) ? group : [])) : [];
}
