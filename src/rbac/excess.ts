import { isObject, type JsonValue, objectAt, textAt } from '../json.ts';
import type { PolicyRule, Role, RoleBinding } from '../model/kinds/rbac.ts';
import type { Model } from '../model/model.ts';
import type { Audit } from './audit.ts';
import {
  danger,
  groupOfResource,
  isClusterResource,
  resourceMeant,
  UNNAMED_VERBS,
  VERBS,
} from './catalogue.ts';
import type { Need } from './need.ts';
import { ruleAllows } from './policy-rule.ts';
import { type Account, combinedResource, type ResourceRequest } from './request.ts';

/** A rule that grants something to accounts of the flow, and what of it they need. */
export interface Granted {
  readonly role: Role;
  readonly rule: PolicyRule;
  /** Those of the flow that have it. */
  readonly accounts: readonly Account[];
  /** What of it they ask for, in some cases too. */
  readonly needed: readonly Need[];
  /** Whether it is known what it is needed for: all that have it are of the flow, and all that they do is known. */
  readonly known: boolean;
  /** Fields of the rule that hold a `*`. */
  readonly wildcards: readonly ('apiGroups' | 'resources' | 'verbs')[];
  /** Single rights that nobody needs; empty where it is not known, and for rules with a `*`. */
  readonly unneeded: readonly Right[];
}

export interface Right extends Pick<ResourceRequest, 'verb' | 'group' | 'resource' | 'subresource'> {
  /** What it means for the security of a namespace, where it means more than it says. */
  readonly danger: string | undefined;
}

/**
 * What the roles of a model grant to accounts of the flow, rule by rule. Rules that reach none of them are left out, and
 * so are roles that are bound in the wrong namespace: they are needed in another one.
 */
export function grantedTo(
  model: Model,
  { needs: { uses, needs, undecided }, authorizer, gaps }: Pick<Audit, 'needs' | 'authorizer' | 'gaps'>,
): readonly Granted[] {
  const flow = new Map<string, Account>();
  const controllers = new Set<string>();
  const unsettled = elsewhereUsed(model);
  for (const { account, part } of uses) {
    flow.set(keyOf(account), account);
    if (part === 'workflow controller') controllers.add(keyOf(account));
  }
  const isOpen = undecided.some(({ account }) => account === undefined);
  for (const { account, part } of uses) {
    // A Workflow that is not known may run as any account that others run as.
    const isPod = part !== 'sensor' && part !== 'event source';
    if (isPod && isOpen) unsettled.add(keyOf(account));
  }
  for (const { account } of undecided) if (account !== undefined) unsettled.add(keyOf(account));

  const own = new Set(model.roles);
  const atFault = new Set(gaps.map(({ why }) => why.at?.resource));
  for (const binding of model.roleBindings) {
    const role = atFault.has(binding.resource) ? authorizer.roleOf(binding) : undefined;
    if (role !== undefined) own.delete(role);
  }
  const found = new Map<PolicyRule, { role: Role; bindings: RoleBinding[] }>();
  for (const binding of model.roleBindings) {
    for (const { rule, role } of authorizer.grantsOf(binding)) {
      // Roles that every cluster has are nobody's to change.
      if (!own.has(role)) continue;
      const one = found.get(rule);
      if (one === undefined) found.set(rule, { role, bindings: [binding] });
      else one.bindings.push(binding);
    }
  }

  const byAccount = new Map<string, Need[]>();
  for (const need of needs) {
    const known = byAccount.get(keyOf(need.account));
    if (known === undefined) byAccount.set(keyOf(need.account), [need]);
    else known.push(need);
  }
  const granted: Granted[] = [];
  for (const [rule, { role, bindings }] of found) {
    const accounts = new Map<string, Account>();
    const needed = new Set<Need>();
    let known = true;
    for (const binding of bindings) {
      const scope = binding.kind === 'ClusterRoleBinding' ? '' : model.namespaceOf(binding.resource);
      for (const { kind, name, namespace } of binding.subjects) {
        const key = keyOf({ namespace: namespace || scope, name });
        const account = kind === 'ServiceAccount' ? flow.get(key) : undefined;
        if (account === undefined || controllers.has(key) || unsettled.has(key)) known = false;
        if (account === undefined || controllers.has(key)) continue;
        accounts.set(key, account);
        for (const need of byAccount.get(key) ?? []) {
          const { request } = need;
          if (scope !== '' && request.namespace !== scope) continue;
          if (ruleAllows(rule, request)) needed.add(need);
        }
      }
    }
    if (accounts.size === 0 || rule.nonResourceURLs.length > 0) continue;
    const wildcards = (['verbs', 'resources', 'apiGroups'] as const).filter((field) =>
      rule[field].some((one) => one.includes('*')),
    );
    granted.push({
      role,
      rule,
      accounts: [...accounts.values()],
      needed: [...needed],
      known,
      wildcards,
      unneeded: known && wildcards.length === 0 ? unneededOf(role, rule, [...needed]) : [],
    });
  }
  return granted;
}

/** Every right of a rule that no need asks for. What it does not grant at all, it does not grant too much of. */
function unneededOf(role: Role, rule: PolicyRule, needed: readonly Need[]): readonly Right[] {
  const asked = new Set(
    needed.map(({ request }) => JSON.stringify([request.verb, request.group, combinedResource(request)])),
  );
  return rule.apiGroups.flatMap((group) =>
    rule.resources.flatMap((written) => {
      const [resource = '', subresource = ''] = written.split('/', 2);
      if (role.kind === 'Role' && isClusterResource(group, resource)) return [];
      const home = groupOfResource(resource);
      if (home === undefined ? resourceMeant(resource) !== undefined : home !== group) return [];
      return rule.verbs
        .filter((verb) => !asked.has(JSON.stringify([verb, group, written])))
        .filter((verb) => home === undefined || VERBS.includes(verb))
        .filter((verb) => rule.resourceNames.length === 0 || !UNNAMED_VERBS.includes(verb))
        .map((verb): Right => {
          const right = { verb, group, resource, subresource };
          return { ...right, danger: danger(right) };
        });
    }),
  );
}

/** Accounts that pods of other workloads have: what those ask for is not known. */
function elsewhereUsed({ resources, namespaceOf }: Model): Set<string> {
  const found = new Set<string>();
  for (const resource of resources) {
    const path = Object.hasOwn(POD_SPECS, resource.kind) ? POD_SPECS[resource.kind] : undefined;
    let spec: JsonValue | undefined = path && resource.value;
    for (const key of path ?? []) spec = isObject(spec) ? objectAt(spec, key) : undefined;
    if (!isObject(spec)) continue;
    const name = textAt(spec, 'serviceAccountName') || textAt(spec, 'serviceAccount') || 'default';
    found.add(keyOf({ namespace: namespaceOf(resource), name }));
  }
  return found;
}

const OF_TEMPLATE = ['spec', 'template', 'spec'];

/** Where kinds of Kubernetes' own that make pods hold the pod's spec. Source: Kubernetes API reference. */
const POD_SPECS: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  Deployment: OF_TEMPLATE,
  StatefulSet: OF_TEMPLATE,
  DaemonSet: OF_TEMPLATE,
  ReplicaSet: OF_TEMPLATE,
  Job: OF_TEMPLATE,
  CronJob: ['spec', 'jobTemplate', ...OF_TEMPLATE],
};

function keyOf({ namespace, name }: Account): string {
  return `${namespace}/${name}`;
}
