import type { Edit, Path } from '../diagnostic.ts';
import { isArray, type JsonObject, valueAt } from '../json.ts';
import type { PolicyRule, Role } from '../model/kinds/rbac.ts';
import type { Granted } from './excess.ts';
import { type SmallRule, smallestRules } from './generate.ts';
import type { Need } from './need.ts';

/** Edits of a role, from its root, after which it grants what it lacks: verbs of a rule that fits, or new rules. */
export function grantEdits(
  { rules, resource }: Role,
  needs: readonly Pick<Need, 'request'>[],
): readonly Edit[] {
  const edits: Edit[] = [];
  const added: JsonObject[] = [];
  for (const draft of smallestRules(needs)) {
    const { apiGroups, resources, verbs, resourceNames } = draft;
    const fits = rules.find(
      (rule) =>
        isSame(rule.apiGroups, apiGroups) &&
        isSame(rule.resources, resources) &&
        isSame(rule.resourceNames, resourceNames ?? []),
    );
    if (fits === undefined) added.push({ ...draft });
    else edits.push(...become(resource.value, [...fits.path, 'verbs'], [...fits.verbs, ...verbs]));
  }
  return [...edits, ...append(resource.value, added)];
}

/**
 * Edits of a role, from its root, after which its rules grant only what is needed of them. Names that a rule is
 * limited to stay. Rules whose holders are not all known stay as they are.
 */
export function shrinkEdits(role: Role, granted: readonly Granted[]): readonly Edit[] {
  const edits: Edit[] = [];
  const added: JsonObject[] = [];
  const removed: Path[] = [];
  const { value } = role.resource;
  for (const one of granted) {
    if (one.role !== role || !isExcessive(one)) continue;
    const [first, ...others] = neededRules(one);
    if (first === undefined) removed.push(one.rule.path);
    else {
      for (const field of ['apiGroups', 'resources', 'verbs'] as const)
        edits.push(...become(value, [...one.rule.path, field], first[field]));
      added.push(...others.map((other) => ({ ...other })));
    }
  }
  if (removed.length === role.rules.length) return [{ kind: 'set', path: ['rules'], value: [] }];
  // From the last to the first, so that the others keep their places.
  const gone = removed.reverse().map((path): Edit => ({ kind: 'remove', path }));
  return [...edits, ...append(value, added), ...gone];
}

/** Does a rule grant more than is needed of it, as far as that is known? */
export function isExcessive({ known, wildcards, unneeded }: Granted): boolean {
  return known && (wildcards.length > 0 || unneeded.length > 0);
}

/** The rules that would be enough in place of one. */
export function neededRules({ needed, rule: { resourceNames } }: Granted): readonly SmallRule[] {
  const nameless = needed.map((need) => ({ ...need, request: { ...need.request, name: '' } }));
  return smallestRules(nameless).map((rule) => ({
    ...rule,
    ...(resourceNames.length > 0 && { resourceNames: [...resourceNames] }),
  }));
}

/** Edits that make a list of texts hold others, which keep the places of those that stay. */
function become(root: JsonObject, path: Path, wanted: readonly string[]): readonly Edit[] {
  const old = valueAt(root, path);
  if (!isArray(old)) return [{ kind: 'set', path, value: [...new Set(wanted)] }];
  const fresh = [...new Set(wanted)].filter((one) => !old.includes(one));
  const edits: Edit[] = [];
  const gone: Edit[] = [];
  for (const [index, item] of old.entries()) {
    if (typeof item === 'string' && wanted.includes(item)) continue;
    const next = fresh.shift();
    if (next === undefined) gone.unshift({ kind: 'remove', path: [...path, index] });
    else edits.push({ kind: 'set', path: [...path, index], value: next });
  }
  const more = fresh.map((value, at): Edit => ({ kind: 'set', path: [...path, old.length + at], value }));
  return [...edits, ...more, ...gone];
}

function append(root: JsonObject, added: readonly JsonObject[]): readonly Edit[] {
  if (added.length === 0) return [];
  const rules = root['rules'];
  if (!isArray(rules) || rules.length === 0) return [{ kind: 'set', path: ['rules'], value: [...added] }];
  return added.map((value, at) => ({ kind: 'set', path: ['rules', rules.length + at], value }));
}

function isSame(a: PolicyRule['verbs'], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
