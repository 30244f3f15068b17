import type { EmbeddedResource } from '../model/embedded.ts';
import type { PolicyRule } from '../model/kinds/rbac.ts';
import type { Workflow } from '../model/kinds/workflow.ts';
import type { Model } from '../model/model.ts';
import { parameterLists } from './trigger-parts.ts';

/** The service accounts of a namespace that have roles among the files. */
interface Accounts {
  readonly bound: readonly string[];
  /** Those that may create workflowtaskresults, as the executor in a Workflow's pods has to. */
  readonly canReport: readonly string[];
}

/**
 * Does a Workflow in a trigger name no account, where roles of its namespace are there and none lets "default" run it?
 * `meant` is the account that it should name, where that is plain.
 */
export function accountForgotten(
  model: Model,
  workflow: Workflow,
  embedded: EmbeddedResource | undefined,
): { readonly meant: string | undefined } | undefined {
  if (embedded === undefined || workflow.kind !== 'Workflow' || workflow.serviceAccountName !== '')
    return undefined;
  // The template may name an account, and a parameter too.
  if (
    workflow.workflowTemplateRef !== undefined ||
    (embedded.operation !== 'submit' && embedded.operation !== 'create')
  )
    return undefined;
  const { sensor, resource } = embedded;
  const isGiven = sensor.triggers.some((trigger) =>
    parameterLists(trigger).some(({ parameters }) =>
      parameters.some(({ dest }) => dest === 'spec' || dest.endsWith('spec.serviceAccountName')),
    ),
  );
  if (isGiven) return undefined;
  const accounts = accountsOf(model, resource.namespace ?? model.namespaceOf(sensor.resource));
  if (accounts.bound.length === 0 || accounts.canReport.includes('default')) return undefined;
  // The accounts of event sources and sensors say nothing of those that Workflows have.
  const serving = new Set([...model.sensors, ...model.eventSources].map((one) => one.serviceAccountName));
  const others = accounts.bound.filter((name) => name !== 'default' && !serving.has(name));
  if (others.length === 0 && !accounts.bound.includes('default')) return undefined;
  const meant =
    accounts.canReport.find((name) => others.includes(name)) ?? (others.length === 1 ? others[0] : undefined);
  return { meant };
}

const KNOWN = new WeakMap<Model, Map<string, Accounts>>();

function accountsOf(model: Model, namespace: string): Accounts {
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
