import type { Role } from '../model/kinds/rbac.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { isAggregated } from './aggregation.ts';
import { Authorizer } from './authorizer.ts';
import { argoAggregateRoles, builtInRoles, isBuiltInRole } from './built-in.ts';
import type { Need, Needs, Use } from './need.ts';
import { type Account, identityOf } from './request.ts';
import { type Why, whyDenied } from './why.ts';

/** How far the files reach. */
export interface Scope {
  /** The files are everything: what is not among them is nowhere. */
  readonly complete: boolean;
  /** Objects that live elsewhere: `Kind/namespace/name`, or `Kind/name` for any namespace. */
  readonly external: readonly string[];
}

/** A need that nothing allows, and why. */
export interface Gap {
  readonly need: Need;
  readonly why: Why;
  /** True when the files hold the account, or a binding of it: then they surely hold its roles, too. */
  readonly certain: boolean;
}

/** A need that the files cannot judge, and why not. */
export interface Unchecked {
  readonly need: Need;
  /** The kind of the object that is not among the files. */
  readonly kind: string;
  readonly reason: string;
}

export interface Audit {
  readonly needs: Needs;
  readonly authorizer: Authorizer;
  readonly gaps: readonly Gap[];
  readonly unchecked: readonly Unchecked[];
  /** What runs as an account that does not exist. */
  readonly homeless: readonly Use[];
}

/** Compares what is needed with what is granted. What only some runs need is no gap. */
export function audit(model: Model, needs: Needs, scope: Scope): Audit {
  const auditor = new Auditor(model, scope);
  const gaps: Gap[] = [];
  const unchecked: Unchecked[] = [];
  for (const need of needs.needs) {
    if (need.when !== undefined || auditor.allows(need)) continue;
    const hidden = auditor.hidden(need);
    if (hidden !== undefined) unchecked.push({ need, ...hidden });
    else gaps.push(auditor.gap(need));
  }
  const seen = new Set<string>();
  const homeless = needs.uses.filter(({ account }) => {
    const key = `${account.namespace}/${account.name}`;
    if (seen.has(key) || !auditor.isMissing(account)) return false;
    seen.add(key);
    return true;
  });
  return { needs, authorizer: auditor.authorizer, gaps, unchecked, homeless };
}

class Auditor {
  readonly authorizer: Authorizer;
  readonly #model: Model;
  readonly #scope: Scope;
  readonly #external: ReadonlySet<string>;
  readonly #hasRoles: boolean;
  /** The namespaces of the bindings; '' when one is for the cluster. */
  readonly #bindingScopes = new Set<string>();
  /** The accounts that bindings name, as `namespace/name`. */
  readonly #bound = new Set<string>();
  /** Grants what it would with the roles that an installation of Argo for the whole cluster brings along. */
  #installed: Authorizer | undefined;

  constructor(model: Model, scope: Scope) {
    this.authorizer = authorizerOf(model, builtInRoles());
    this.#model = model;
    this.#scope = scope;
    this.#external = new Set(scope.external);
    this.#hasRoles = model.roles.some(({ kind }) => kind === 'Role');
    for (const { resource, subjects } of model.roleBindings) {
      const home = model.namespaceOf(resource);
      this.#bindingScopes.add(home);
      for (const { kind, name, namespace } of subjects)
        if (kind === 'ServiceAccount') this.#bound.add(`${namespace || home}/${name}`);
    }
  }

  allows({ account, request }: Need): boolean {
    return this.authorizer.allows(identityOf(account), request);
  }

  /** Why the files cannot tell whether a need is met; undefined when they can. */
  hidden(need: Need): Pick<Unchecked, 'kind' | 'reason'> | undefined {
    const { account, request } = need;
    if (this.#isAnywhere(account))
      return { kind: 'RoleBinding', reason: `nothing says in which namespace "${account.name}" runs` };
    for (const binding of this.authorizer.bindingsOf(identityOf(account), request.namespace)) {
      const { kind, name } = binding.roleRef;
      const role = this.authorizer.roleOf(binding);
      const named = `the ${binding.kind} "${binding.name}" grants the ${kind} "${name}"`;
      if (role === undefined && this.#livesElsewhere(kind, this.#model.namespaceOf(binding.resource), name))
        return { kind, reason: `${named}, which is not among the files` };
      if (role === undefined || !isAggregated(role) || this.#scope.complete) continue;
      this.#installed ??= authorizerOf(this.#model, [...builtInRoles(), ...argoAggregateRoles()]);
      const does = this.#installed.allows(identityOf(account), request)
        ? 'allows it where Argo is installed for the whole cluster'
        : 'takes in roles that may not be among the files';
      return { kind, reason: `${named}, which ${does}` };
    }
    const kind = request.namespace === '' ? 'ClusterRoleBinding' : 'RoleBinding';
    const where = request.namespace === '' ? 'for the cluster' : `of namespace "${request.namespace}"`;
    if (this.#hasExternal(kind, request.namespace))
      return { kind, reason: `a role binding ${where} lives elsewhere` };
    if (this.#scope.complete || this.#reaches(need)) return undefined;
    return { kind, reason: `the files hold no role binding ${where}, and none of the account` };
  }

  gap(need: Need): Gap {
    return {
      need,
      why: whyDenied(this.#model, this.authorizer, need),
      certain:
        this.#scope.complete || this.#isBound(need.account) || this.#account(need.account) !== undefined,
    };
  }

  /** Not among the files, where they hold others; every namespace has "default". */
  isMissing(account: Account): boolean {
    if (account.name === 'default' || account.name.includes('{{')) return false;
    if (this.#account(account) !== undefined || this.#isExternal('ServiceAccount', account)) return false;
    if (this.#scope.complete) return true;
    const accounts = this.#model.ofKind('ServiceAccount');
    return accounts.some(
      (one) => one.name === account.name || this.#model.namespaceOf(one) === account.namespace,
    );
  }

  /** Does it run in a namespace that is only a guess, of an object that names none among others that name several? */
  #isAnywhere({ namespace }: Account): boolean {
    const { defaultIsGuess, defaultNamespace } = this.#model;
    return defaultIsGuess && namespace === defaultNamespace && !this.#scope.complete;
  }

  /** A role of the cluster may be anywhere, one of a namespace is where the others are. */
  #livesElsewhere(kind: string, namespace: string, name: string): boolean {
    if (this.#isExternal(kind, { namespace, name })) return true;
    if (kind === 'ClusterRole') {
      if (isBuiltInRole(name)) return true;
      return !this.#scope.complete && !this.#model.roles.some((role) => role.kind === 'ClusterRole');
    }
    return kind === 'Role' && !this.#scope.complete && !this.#hasRoles;
  }

  /** Is a binding said to live elsewhere that could grant something in a namespace? */
  #hasExternal(kind: string, namespace: string): boolean {
    return [...this.#external].some((written) => {
      const [of, ...rest] = written.split('/');
      return of === kind && (kind === 'ClusterRoleBinding' || rest.length === 1 || rest[0] === namespace);
    });
  }

  /** Do the files hold what would grant a need? */
  #reaches({ account, request }: Need): boolean {
    if (this.#isBound(account)) return true;
    // What grants something to an account that lives elsewhere lives there, too.
    if (this.#isExternal('ServiceAccount', account)) return false;
    return this.#bindingScopes.has(request.namespace);
  }

  #isBound({ namespace, name }: Account): boolean {
    return this.#bound.has(`${namespace}/${name}`);
  }

  #account({ namespace, name }: Account): Resource | undefined {
    return this.#model.find('ServiceAccount', namespace, name);
  }

  #isExternal(kind: string, { namespace, name }: Account): boolean {
    return this.#external.has(`${kind}/${namespace}/${name}`) || this.#external.has(`${kind}/${name}`);
  }
}

/** An object of the model takes the place of a role that it brings itself. */
function authorizerOf(model: Model, brought: readonly Role[]): Authorizer {
  const { roles, roleBindings } = model;
  const own = new Set(roles.filter(({ kind }) => kind === 'ClusterRole').map(({ name }) => name));
  const all = [...roles, ...brought.filter(({ name }) => !own.has(name))];
  return new Authorizer({ roles: all, roleBindings, namespaceOf: (resource) => model.namespaceOf(resource) });
}
