import type { RoleBinding } from '../kinds/rbac.ts';
import type { Reference } from './reference.ts';

/** The role that a binding grants, and the service accounts that it grants it to. */
export function roleBindingReferences(binding: RoleBinding, namespace: string): readonly Reference[] {
  const { roleRef, subjects } = binding;
  const references: Reference[] = [];
  if (roleRef.kind === 'Role' || roleRef.kind === 'ClusterRole') {
    const scope = roleRef.kind === 'Role' ? namespace : '';
    references.push({
      kind: 'role',
      path: roleRef.path,
      to: { kind: roleRef.kind, namespace: scope, name: roleRef.name },
    });
  }
  for (const { kind, namespace: of, name, path } of subjects) {
    if (kind !== 'ServiceAccount') continue;
    // Without one it is an account of the binding's namespace. Source: Kubernetes pkg/registry/rbac/validation/rule.go.
    references.push({ kind: 'subject', path, to: { kind, namespace: of || namespace, name } });
  }
  return references;
}
