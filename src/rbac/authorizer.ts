import type { Role, RoleBinding } from '../model/kinds/rbac.ts';
import type { Model } from '../model/model.ts';
import { effectiveRules, type WrittenRule } from './aggregation.ts';
import { ruleAllows } from './policy-rule.ts';
import { type AccessRequest, type Identity, userOf } from './request.ts';

/** A rule that reaches somebody, and through which binding. */
export interface Grant extends WrittenRule {
  readonly binding: RoleBinding;
}

/** The objects that say who may do what. */
export interface Permissions {
  readonly roles: readonly Role[];
  readonly roleBindings: readonly RoleBinding[];
  /** The namespace that an object has or would get; '' for kinds without namespaces. */
  readonly namespaceOf: Model['namespaceOf'];
}

/**
 * Answers as the RBAC authorizer of Kubernetes does: what is not granted is denied, and what cannot be resolved grants
 * nothing. The groups of `identity` are taken as they are; nobody is a superuser without a binding.
 * Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go, pkg/registry/rbac/validation/rule.go (VisitRulesFor).
 */
export class Authorizer {
  readonly #namespaceOf: Model['namespaceOf'];
  readonly #rules: ReadonlyMap<Role, readonly WrittenRule[]>;
  readonly #roles = new Map<string, Role>();
  /** By namespace ('' for ClusterRoleBindings) and then by subject. */
  readonly #bindings = new Map<string, Map<string, RoleBinding[]>>();
  readonly #grants = new Map<RoleBinding, readonly Grant[]>();

  constructor({ roles, roleBindings, namespaceOf }: Permissions) {
    this.#namespaceOf = namespaceOf;
    this.#rules = effectiveRules(roles);
    for (const role of roles) {
      const namespace = role.kind === 'Role' ? namespaceOf(role.resource) : '';
      this.#roles.set(keyOf(role.kind, namespace, role.name), role);
    }
    for (const binding of roleBindings) this.#index(binding);
  }

  /** The first grant that allows a request; undefined when it is denied. */
  decide(identity: Identity, request: AccessRequest): Grant | undefined {
    const granted = this.#first('', identity, request);
    if (granted !== undefined || 'path' in request || request.namespace === '') return granted;
    return this.#first(request.namespace, identity, request);
  }

  allows(identity: Identity, request: AccessRequest): boolean {
    return this.decide(identity, request) !== undefined;
  }

  /** The bindings that reach somebody for requests in a namespace; with '' those at the cluster scope only. */
  bindingsOf(identity: Identity, namespace: string): readonly RoleBinding[] {
    const found = new Set(this.#applying('', identity));
    if (namespace !== '') for (const one of this.#applying(namespace, identity)) found.add(one);
    return [...found];
  }

  /** The role that a binding grants; undefined when it is not among the objects. */
  roleOf(binding: RoleBinding): Role | undefined {
    const { kind, name } = binding.roleRef;
    switch (kind) {
      case 'Role':
        return this.#roles.get(keyOf(kind, this.#scopeOf(binding), name));
      case 'ClusterRole':
        return this.#roles.get(keyOf(kind, '', name));
      default:
        return undefined;
    }
  }

  /** What a binding grants to each of its subjects. */
  grantsOf(binding: RoleBinding): readonly Grant[] {
    let grants = this.#grants.get(binding);
    if (grants === undefined) {
      const role = this.roleOf(binding);
      const rules = role === undefined ? [] : (this.#rules.get(role) ?? []);
      grants = rules.map((written) => ({ ...written, binding }));
      this.#grants.set(binding, grants);
    }
    return grants;
  }

  #first(scope: string, identity: Identity, request: AccessRequest): Grant | undefined {
    for (const binding of this.#applying(scope, identity)) {
      for (const grant of this.grantsOf(binding)) if (ruleAllows(grant.rule, request)) return grant;
    }
    return undefined;
  }

  *#applying(scope: string, { user, groups }: Identity): Iterable<RoleBinding> {
    const bySubject = this.#bindings.get(scope);
    if (bySubject === undefined) return;
    yield* bySubject.get(`user ${user}`) ?? [];
    for (const group of groups) yield* bySubject.get(`group ${group}`) ?? [];
  }

  #scopeOf(binding: RoleBinding): string {
    return binding.kind === 'ClusterRoleBinding' ? '' : this.#namespaceOf(binding.resource);
  }

  #index(binding: RoleBinding): void {
    const scope = this.#scopeOf(binding);
    const bySubject = this.#bindings.get(scope) ?? new Map<string, RoleBinding[]>();
    this.#bindings.set(scope, bySubject);
    for (const subject of binding.subjects) {
      const key = subjectKey(subject, scope);
      if (key === undefined) continue;
      const bound = bySubject.get(key);
      if (bound === undefined) bySubject.set(key, [binding]);
      else bound.push(binding);
    }
  }
}

/** A service account without a namespace is one of the binding's. Source: rule.go (appliesToUser). */
function subjectKey(
  { kind, name, namespace }: RoleBinding['subjects'][number],
  scope: string,
): string | undefined {
  switch (kind) {
    case 'User':
      return `user ${name}`;
    case 'Group':
      return `group ${name}`;
    case 'ServiceAccount': {
      const home = namespace || scope;
      return home === '' ? undefined : `user ${userOf({ namespace: home, name })}`;
    }
    default:
      return undefined;
  }
}

function keyOf(kind: string, namespace: string, name: string): string {
  return JSON.stringify([kind, namespace, name]);
}
