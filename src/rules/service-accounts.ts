import type { PolicyRule } from '../model/kinds/rbac.ts';
import type { Model } from '../model/model.ts';

/** The service accounts of a namespace that have roles among the files. */
export interface Accounts {
  readonly bound: readonly string[];
  /** Those that may create workflowtaskresults, as the executor in a Workflow's pods has to. */
  readonly canReport: readonly string[];
}

const KNOWN = new WeakMap<Model, Map<string, Accounts>>();

export function accountsOf(model: Model, namespace: string): Accounts {
  let all = KNOWN.get(model);
  if (all === undefined) {
    all = new Map();
    KNOWN.set(model, all);
  }
  let found = all.get(namespace);
  if (found === undefined) {
    found = search(model, namespace);
    all.set(namespace, found);
  }
  return found;
}

function search(model: Model, namespace: string): Accounts {
  const roles = new Map(model.roles.map((role) => [role.resource, role]));
  const bound = new Set<string>();
  const canReport = new Set<string>();
  for (const binding of model.roleBindings) {
    const inside = binding.kind === 'ClusterRoleBinding' || model.namespaceOf(binding.resource) === namespace;
    if (!inside) continue;
    const { kind, name } = binding.roleRef;
    const resource = model.find(kind, kind === 'Role' ? namespace : '', name);
    const role = resource && roles.get(resource);
    for (const subject of binding.subjects) {
      if (subject.kind === 'Group' && GROUPS.has(subject.name.replace(`:${namespace}`, ''))) {
        if (role === undefined || role.rules.some(reports)) canReport.add('default');
      }
      if (subject.kind !== 'ServiceAccount' || (subject.namespace || namespace) !== namespace) continue;
      bound.add(subject.name);
      // A role that is not among the files may hold everything.
      if (role === undefined || role.rules.some(reports)) canReport.add(subject.name);
    }
  }
  return { bound: [...bound], canReport: [...canReport] };
}

/** Groups that every service account is in. */
const GROUPS: ReadonlySet<string> = new Set(['system:authenticated', 'system:serviceaccounts']);

function reports({ apiGroups, resources, verbs }: PolicyRule): boolean {
  const has = (list: readonly string[], name: string) => list.includes(name) || list.includes('*');
  return has(apiGroups, 'argoproj.io') && has(resources, 'workflowtaskresults') && has(verbs, 'create');
}
