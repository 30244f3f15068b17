import type { Diagnostic, Path } from '../../diagnostic.ts';
import { Fields } from '../fields.ts';
import type { Resource } from '../resource.ts';

/** A Role or a ClusterRole. Source: Kubernetes API rbac.authorization.k8s.io/v1. */
export interface Role {
  readonly resource: Resource;
  readonly kind: 'Role' | 'ClusterRole';
  readonly name: string;
  readonly rules: readonly PolicyRule[];
}

export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly verbs: readonly string[];
  /** From the resource's root: `['rules', 0]`. */
  readonly path: Path;
}

/** A RoleBinding or a ClusterRoleBinding. */
export interface RoleBinding {
  readonly resource: Resource;
  readonly kind: 'RoleBinding' | 'ClusterRoleBinding';
  readonly name: string;
  readonly roleRef: { readonly kind: string; readonly name: string; readonly path: Path };
  readonly subjects: readonly Subject[];
}

export interface Subject {
  /** ServiceAccount, User or Group. */
  readonly kind: string;
  readonly name: string;
  /** '' when none is written: of a ServiceAccount that is the binding's, and in a ClusterRoleBinding it is refused. */
  readonly namespace: string;
  readonly path: Path;
}

export function readRole(resource: Resource, kind: Role['kind'], diagnostics: Diagnostic[]): Role {
  const root = new Fields(resource, [], resource.value, diagnostics);
  return { resource, kind, name: resource.name, rules: root.objects('rules').map(readRule) };
}

function readRule(fields: Fields): PolicyRule {
  return {
    apiGroups: fields.texts('apiGroups'),
    resources: fields.texts('resources'),
    resourceNames: fields.texts('resourceNames'),
    nonResourceURLs: fields.texts('nonResourceURLs'),
    verbs: fields.texts('verbs'),
    path: fields.path,
  };
}

export function readRoleBinding(
  resource: Resource,
  kind: RoleBinding['kind'],
  /** That of subjects that name none. */
  namespace: string,
  diagnostics: Diagnostic[],
): RoleBinding {
  const root = new Fields(resource, [], resource.value, diagnostics);
  const roleRef = root.objectOrEmpty('roleRef');
  return {
    resource,
    kind,
    name: resource.name,
    roleRef: { kind: roleRef.text('kind'), name: roleRef.text('name'), path: roleRef.path },
    subjects: root.objects('subjects').map((subject) => ({
      kind: subject.text('kind'),
      name: subject.text('name'),
      namespace: subject.text('namespace') || namespace,
      path: subject.path,
    })),
  };
}
