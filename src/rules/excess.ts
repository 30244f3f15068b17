import type { RoleBinding } from '../model/kinds/rbac.ts';
import { isExcessive, neededRules, shrinkEdits } from '../rbac/amend.ts';
import { danger } from '../rbac/catalogue.ts';
import type { Granted } from '../rbac/excess.ts';
import { joined, quoted } from '../rbac/lack.ts';
import { permissionsOf } from './permissions.ts';
import type { Finding, Inspection } from './rule.ts';

/** Whom a rule with a `*` gives what: `"sensor" every verb on workflows`. */
export function describe({ accounts, rule }: Granted): string {
  const verbs = rule.verbs.includes('*') ? 'every verb' : quoted(rule.verbs);
  const groups = rule.apiGroups.includes('*') ? ' in every group' : '';
  const resources = rule.resources.includes('*') ? 'everything' : joined(rule.resources);
  return `${names(accounts)} ${verbs} on ${resources}${groups}`;
}

/** What of a rule the flow needs, and what of the rest is dangerous; empty where it is not known. */
export function needOf(granted: Granted): string {
  if (!granted.known) return '';
  const rules = neededRules(granted);
  const parts = rules.map(({ verbs, resources }) => `${quoted(verbs)} on ${joined(resources)}`);
  const risk = riskOf(granted);
  const more = risk === undefined ? '' : ` (${risk})`;
  return `${more}; the flow needs ${parts.length === 0 ? 'nothing of it' : `${joined(parts)} only`}`;
}

/** The gravest of what a `*` lets in, as one right of it that nobody needs. */
function riskOf({ rule, needed }: Granted): string | undefined {
  for (const [group, resource, subresource, verb] of RISKS) {
    const combined = subresource === '' ? resource : `${resource}/${subresource}`;
    const has = (list: readonly string[], one: string) => list.includes('*') || list.includes(one);
    if (!has(rule.apiGroups, group) || !has(rule.resources, combined) || !has(rule.verbs, verb)) continue;
    if (rule.resourceNames.length > 0) continue;
    const isNeeded = needed.some(
      ({ request }) => request.verb === verb && request.resource === resource && request.group === group,
    );
    if (!isNeeded) return danger({ group, resource, subresource, verb });
  }
  return undefined;
}

const RISKS = [
  ['rbac.authorization.k8s.io', 'roles', '', 'escalate'],
  ['', 'secrets', '', 'get'],
  ['', 'pods', 'exec', 'create'],
  ['argoproj.io', 'workflows', '', 'create'],
  ['', 'pods', '', 'create'],
] as const;

/** The dangerous rights of a rule that nobody needs, by resource. */
export function dangersOf({ unneeded }: Granted): readonly {
  readonly resource: string;
  readonly verbs: readonly string[];
  readonly danger: string;
}[] {
  const found = new Map<string, { resource: string; verbs: string[]; danger: string }>();
  for (const right of unneeded) {
    if (right.danger === undefined) continue;
    const resource = written(right);
    const key = JSON.stringify([resource, right.danger]);
    const one = found.get(key);
    if (one === undefined) found.set(key, { resource, verbs: [right.verb], danger: right.danger });
    else if (!one.verbs.includes(right.verb)) one.verbs.push(right.verb);
  }
  return [...found.values()];
}

/** What of a rule nobody needs, dangerous rights aside: `gives "sensor" "get" on pods`. */
export function unneededText({ unneeded, accounts }: Granted): string | undefined {
  const byVerbs = new Map<string, string[]>();
  const plain = unneeded.filter((right) => right.danger === undefined);
  for (const resource of new Set(plain.map(written))) {
    const verbs = [...new Set(plain.filter((right) => written(right) === resource).map(({ verb }) => verb))];
    const key = quoted(verbs);
    byVerbs.set(key, [...(byVerbs.get(key) ?? []), resource]);
  }
  if (byVerbs.size === 0) return undefined;
  const parts = [...byVerbs].map(([verbs, resources]) => `${verbs} on ${joined(resources)}`);
  return `gives ${names(accounts)} ${joined(parts)}`;
}

/** How a rule becomes as small as it can be. None where nothing of a whole role would be left. */
export function shrinkFix({ model }: Inspection, granted: Granted): Pick<Finding, 'help' | 'fix'> {
  const { role } = granted;
  const help = 'argoflow rbac generate --shrink';
  const edits = isExcessive(granted) ? shrinkEdits(role, [granted]) : [];
  const isLast = role.rules.length === 1 && granted.needed.length === 0;
  if (edits.length === 0 || isLast || !model.roles.includes(role)) return { help };
  return { help, fix: { message: 'leave only what the flow needs', safe: false, edits } };
}

/** Bindings that make accounts of the flow the administrators of a namespace, or of the cluster. */
export function clusterAdminBindings(
  inspection: Inspection,
): readonly { readonly binding: RoleBinding; readonly accounts: string }[] {
  const { uses } = permissionsOf(inspection).needs;
  const { model } = inspection;
  return model.roleBindings.flatMap((binding) => {
    const { kind, name } = binding.roleRef;
    if (kind !== 'ClusterRole' || name !== 'cluster-admin' || model.find(kind, '', name) !== undefined)
      return [];
    const scope = binding.kind === 'ClusterRoleBinding' ? '' : model.namespaceOf(binding.resource);
    const accounts = binding.subjects.filter((subject) =>
      uses.some(
        ({ account }) =>
          subject.kind === 'ServiceAccount' &&
          account.name === subject.name &&
          account.namespace === (subject.namespace || scope),
      ),
    );
    return accounts.length === 0 ? [] : [{ binding, accounts: names(accounts) }];
  });
}

function written({
  resource,
  subresource,
}: {
  readonly resource: string;
  readonly subresource: string;
}): string {
  return subresource === '' ? resource : `${resource}/${subresource}`;
}

function names(accounts: readonly { readonly name: string }[]): string {
  return quoted([...new Set(accounts.map(({ name }) => name))]);
}
