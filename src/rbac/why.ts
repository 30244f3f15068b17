import { isObject } from '../json.ts';
import type { PolicyRule, Role, RoleBinding } from '../model/kinds/rbac.ts';
import type { Model } from '../model/model.ts';
import type { Authorizer, Grant } from './authorizer.ts';
import { isClusterResource, UNNAMED_VERBS } from './catalogue.ts';
import type { Cause, Need } from './need.ts';
import { coversResource, ruleAllows } from './policy-rule.ts';
import { combinedResource, identityOf, type ResourceRequest } from './request.ts';

/** Why nothing allows a request. */
export type WhyKind =
  | 'no-binding'
  | 'role-not-bound'
  | 'binding-elsewhere'
  | 'cluster-scope'
  | 'subject-namespace'
  | 'subject-kind'
  | 'role-missing'
  | 'wrong-group'
  | 'wrong-resource'
  | 'subresource'
  | 'resource-names'
  | 'verb-absent'
  | 'resource-absent'
  | 'role-empty';

export interface Why {
  readonly kind: WhyKind;
  /** The reason, as the second half of a sentence. */
  readonly message: string;
  /** What to change; undefined when something has to be added. */
  readonly at?: Cause;
}

/** What somebody asks for, whether or not a manifest makes it necessary. */
export type Asked = Pick<Need, 'account' | 'request'>;

/** The nearest reason: what would be allowed with one change comes before what is not there at all. */
export function whyDenied(model: Model, authorizer: Authorizer, need: Asked): Why {
  const bound = authorizer.bindingsOf(identityOf(need.account), need.request.namespace);
  const grants = bound.flatMap((binding) => authorizer.grantsOf(binding));
  return (
    misplaced(model, authorizer, need) ??
    misnamedSubject(model, authorizer, need) ??
    nearly(need.request, grants) ??
    missingRole(authorizer, bound) ??
    notBound(model, authorizer, need, bound) ??
    absent(need, bound, authorizer)
  );
}

/** Where to look for what a request lacks, so that many requests do not search everything each. */
class Index {
  readonly #model: Model;
  readonly #bindings = new Map<string, RoleBinding[]>();
  readonly #roles = new Map<string, readonly Role[]>();

  constructor(model: Model) {
    this.#model = model;
    for (const binding of model.roleBindings) {
      for (const name of new Set(binding.subjects.map((subject) => subject.name))) {
        const known = this.#bindings.get(name);
        if (known === undefined) this.#bindings.set(name, [binding]);
        else known.push(binding);
      }
    }
  }

  static of(model: Model): Index {
    let known = INDEXES.get(model);
    if (known === undefined) {
      known = new Index(model);
      INDEXES.set(model, known);
    }
    return known;
  }

  /** The bindings with a subject of that name, of whatever kind and namespace. */
  bindingsOf(name: string): readonly RoleBinding[] {
    return this.#bindings.get(name) ?? [];
  }

  /** The roles with a rule of their own that allows a request, wherever they are. */
  rolesFor(request: ResourceRequest): readonly Role[] {
    const key = Object.values({ ...request, namespace: '' }).join('\n');
    let known = this.#roles.get(key);
    if (known === undefined) {
      known = this.#model.roles.filter(({ rules }) => rules.some((rule) => ruleAllows(rule, request)));
      this.#roles.set(key, known);
    }
    return known;
  }
}

const INDEXES = new WeakMap<Model, Index>();

/** A binding that would do, were it in the right namespace. */
function misplaced(model: Model, authorizer: Authorizer, { account, request }: Asked): Why | undefined {
  const identity = identityOf(account);
  // A group that accounts are in is bound where it is meant to be.
  for (const binding of Index.of(model).bindingsOf(account.name)) {
    if (binding.kind !== 'RoleBinding') continue;
    const namespace = model.namespaceOf(binding.resource);
    if (namespace === request.namespace) continue;
    if (!authorizer.bindingsOf(identity, namespace).includes(binding)) continue;
    if (!authorizer.grantsOf(binding).some(({ rule }) => ruleAllows(rule, request))) continue;
    const at = { resource: binding.resource, path: ['metadata', 'namespace'] };
    const named = `the RoleBinding "${binding.name}" grants it in namespace "${namespace}" only`;
    if (request.namespace !== '') return { kind: 'binding-elsewhere', message: named, at };
    const what = isClusterResource(request.group, request.resource)
      ? `${request.resource} live in no namespace`
      : 'it is needed in all namespaces';
    return {
      kind: 'cluster-scope',
      message: `${named}, but ${what}: that takes a ClusterRole and a ClusterRoleBinding`,
      at: { resource: binding.resource, path: ['kind'] },
    };
  }
  return undefined;
}

/** A binding that would do, were its subject the account that is meant. */
function misnamedSubject(model: Model, authorizer: Authorizer, { account, request }: Asked): Why | undefined {
  for (const binding of Index.of(model).bindingsOf(account.name)) {
    const inside =
      binding.kind === 'ClusterRoleBinding' || model.namespaceOf(binding.resource) === request.namespace;
    if (!inside || !authorizer.grantsOf(binding).some(({ rule }) => ruleAllows(rule, request))) continue;
    for (const { kind, name, namespace, path } of binding.subjects) {
      if (name !== account.name) continue;
      const subject = { resource: binding.resource, path };
      const named = `the ${binding.kind} "${binding.name}" grants it to`;
      if (kind === 'ServiceAccount' && namespace !== account.namespace) {
        // Without one it is the binding's; the whole cluster has none.
        const home = namespace || model.namespaceOf(binding.resource);
        const where = home === '' ? 'of no namespace' : `of namespace "${home}"`;
        const message = `${named} the account "${name}" ${where}, not of "${account.namespace}"`;
        return { kind: 'subject-namespace', message, at: { ...subject, path: [...path, 'namespace'] } };
      }
      if (kind === 'ServiceAccount') continue;
      const message = `${named} the ${kind || 'subject without a kind'} "${name}", which is no service account`;
      return { kind: 'subject-kind', message, at: { ...subject, path: [...path, 'kind'] } };
    }
  }
  return undefined;
}

/** A rule that reaches the account and differs in one thing. */
function nearly(request: ResourceRequest, grants: readonly Grant[]): Why | undefined {
  const resource = combinedResource(request);
  const wanted = request.group === '' ? 'the core group ""' : `"${request.group}"`;
  for (const check of NEARLY) {
    for (const { rule, role } of grants) {
      const found = check(rule, request);
      if (found === undefined) continue;
      const named = `the ${role.kind} "${role.name}"`;
      const at = { resource: role.resource, path: [...rule.path, ...found.field] };
      switch (found.kind) {
        case 'resource-names':
          return {
            kind: found.kind,
            message: UNNAMED_VERBS.includes(request.verb)
              ? `${named} allows it for some names only, and "${request.verb}" has no name, so that allows nothing`
              : `${named} allows it for ${listed(rule.resourceNames)} only`,
            at,
          };
        case 'wrong-group':
          return {
            kind: found.kind,
            message: `${named} has it in group ${listed(rule.apiGroups)}, but ${resource} are in ${wanted}`,
            at,
          };
        case 'wrong-resource':
          return {
            kind: found.kind,
            message: `${named} names "${found.written}", but the resource is called "${resource}"`,
            at,
          };
        case 'subresource':
          return {
            kind: found.kind,
            message: `${named} names "${found.written}", which does not cover "${resource}"`,
            at,
          };
        default:
          return {
            kind: 'verb-absent',
            message: `${named} has ${listed(rule.verbs)} on ${resource}, but not "${request.verb}"`,
            at,
          };
      }
    }
  }
  return undefined;
}

interface Near {
  readonly kind: WhyKind;
  readonly field: readonly (string | number)[];
  readonly written?: string;
}

const NEARLY: readonly ((rule: PolicyRule, request: ResourceRequest) => Near | undefined)[] = [
  (rule, request) =>
    ruleAllows({ ...rule, resourceNames: [] }, request)
      ? { kind: 'resource-names', field: ['resourceNames'] }
      : undefined,
  (rule, request) =>
    ruleAllows({ ...rule, apiGroups: ['*'] }, request)
      ? { kind: 'wrong-group', field: ['apiGroups'] }
      : undefined,
  (rule, request) => {
    if (!ruleAllows({ ...rule, resources: ['*'] }, request)) return undefined;
    const index = rule.resources.findIndex((written) => isSlip(written, request));
    const written = rule.resources[index];
    return written === undefined
      ? undefined
      : { kind: 'wrong-resource', field: ['resources', index], written };
  },
  (rule, request) => {
    if (request.subresource === '' || !ruleAllows({ ...rule, resources: ['*'] }, request)) return undefined;
    const index = rule.resources.findIndex(
      (written) => written === request.resource || written === `${request.resource}/*`,
    );
    const written = rule.resources[index];
    return written === undefined ? undefined : { kind: 'subresource', field: ['resources', index], written };
  },
  (rule, request) =>
    rule.resourceNames.length === 0 &&
    (rule.apiGroups.includes(request.group) || rule.apiGroups.includes('*')) &&
    coversResource(rule, request)
      ? { kind: 'verb-absent', field: ['verbs'] }
      : undefined,
];

/** The singular, the kind, or the group in the name: `workflow`, `Workflow`, `workflows.argoproj.io`. */
function isSlip(written: string, request: ResourceRequest): boolean {
  const { resource } = request;
  const plain = written.toLowerCase().split('.', 1)[0] ?? '';
  if (written === resource) return false;
  return [plain, `${plain}s`, `${plain}es`, plain.replace(/y$/, 'ies')].includes(resource);
}

function missingRole(authorizer: Authorizer, bound: readonly RoleBinding[]): Why | undefined {
  for (const binding of bound) {
    if (authorizer.roleOf(binding) !== undefined) continue;
    const { kind, name, path } = binding.roleRef;
    const message = `the ${binding.kind} "${binding.name}" grants the ${kind} "${name}", which is not there`;
    return { kind: 'role-missing', message, at: { resource: binding.resource, path } };
  }
  return undefined;
}

/** A role that would do, and that nothing grants to the account. */
function notBound(
  model: Model,
  authorizer: Authorizer,
  { account, request }: Asked,
  bound: readonly RoleBinding[],
): Why | undefined {
  for (const role of Index.of(model).rolesFor(request)) {
    if (role.kind === 'Role' && model.namespaceOf(role.resource) !== request.namespace) continue;
    if (bound.some((binding) => authorizer.roleOf(binding) === role)) continue;
    const message = `the ${role.kind} "${role.name}" allows it, but no binding grants that to "${account.name}"`;
    // It takes a binding more; the role is right as it is.
    return { kind: 'role-not-bound', message };
  }
  return undefined;
}

function absent({ request }: Asked, bound: readonly RoleBinding[], authorizer: Authorizer): Why {
  const where = request.namespace === '' ? 'for the cluster' : `in namespace "${request.namespace}"`;
  const [binding] = bound;
  const role = binding && authorizer.roleOf(binding);
  if (role === undefined) return { kind: 'no-binding', message: `no binding grants it any role ${where}` };
  const roles = [...new Set(bound.flatMap((one) => authorizer.roleOf(one) ?? []))];
  const named = roles.map(({ kind, name }) => `the ${kind} "${name}"`).join(' and ');
  if (
    roles.every(({ rules, resource }) => rules.length === 0 && !isObject(resource.value['aggregationRule']))
  ) {
    const message = `${named} ${roles.length === 1 ? 'has' : 'have'} no rules`;
    return { kind: 'role-empty', message, at: { resource: role.resource, path: ['rules'] } };
  }
  const message = `${named} ${roles.length === 1 ? 'does' : 'do'} not name ${combinedResource(request)}`;
  return { kind: 'resource-absent', message, at: { resource: role.resource, path: ['rules'] } };
}

function listed(values: readonly string[]): string {
  return values.length === 0 ? 'nothing' : values.map((value) => `"${value}"`).join(', ');
}
