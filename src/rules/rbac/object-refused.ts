import type { Path } from '../../diagnostic.ts';
import { isObject, valueAt } from '../../json.ts';
import type { Role, RoleBinding } from '../../model/kinds/rbac.ts';
import type { Rule } from '../rule.ts';

export const objectRefused: Rule = {
  id: 'rbac/object-refused',
  severity: 'error',
  summary: 'a role or binding that the API server refuses',
  docs: {
    why: `A rule for resources has a verb, a group and a resource; a Role has no URLs; a service account as a subject has no group, and
in a ClusterRoleBinding a namespace; what that grants is a ClusterRole. Else "kubectl apply" fails with "is invalid".
Source: Kubernetes pkg/apis/rbac/validation/validation.go.`,
    bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{resources: [configmaps], verbs: [create]}]
`,
    good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
`,
  },
  check: {
    model({ model, report }) {
      for (const role of model.roles) {
        for (const { path, message } of ofRole(role))
          report({
            resource: role.resource,
            path,
            message: `the ${role.kind} "${role.name}" is refused: ${message}`,
          });
      }
      for (const binding of model.roleBindings) {
        for (const { path, message } of ofBinding(binding))
          report({
            resource: binding.resource,
            path,
            message: `the ${binding.kind} "${binding.name}" is refused: ${message}`,
          });
      }
    },
  },
};

interface Refusal {
  readonly path: Path;
  readonly message: string;
}

function ofRole({ kind, rules }: Role): readonly Refusal[] {
  return rules.flatMap(({ path, verbs, apiGroups, resources, resourceNames, nonResourceURLs }) => {
    const found: Refusal[] = [];
    const refuse = (message: string, ...at: Path) => void found.push({ path: [...path, ...at], message });
    if (verbs.length === 0) refuse('the rule has no "verbs"', 'verbs');
    if (nonResourceURLs.length > 0) {
      if (kind === 'Role') refuse('only a ClusterRole can have "nonResourceURLs"', 'nonResourceURLs');
      else if (apiGroups.length + resources.length + resourceNames.length > 0)
        refuse('a rule is either for resources or for "nonResourceURLs"', 'nonResourceURLs');
      return found;
    }
    if (apiGroups.length === 0) refuse('the rule has no "apiGroups"; the core group is ""', 'apiGroups');
    if (resources.length === 0) refuse('the rule has no "resources"', 'resources');
    return found;
  });
}

function ofBinding({ kind, resource, roleRef, subjects }: RoleBinding): readonly Refusal[] {
  const found: Refusal[] = [];
  if (kind === 'ClusterRoleBinding' && roleRef.kind === 'Role')
    found.push({ path: [...roleRef.path, 'kind'], message: 'it can grant a ClusterRole only' });
  for (const { kind: of, name, namespace, path } of subjects) {
    const subject = valueAt(resource.value, path);
    const group = isObject(subject) ? subject['apiGroup'] : undefined;
    if (name === '') found.push({ path, message: 'a subject has no "name"' });
    if (of === 'ServiceAccount') {
      // In a RoleBinding it is the binding's own.
      if (namespace === '' && kind === 'ClusterRoleBinding')
        found.push({ path, message: `the service account "${name}" has no "namespace"` });
      if (typeof group === 'string' && group !== '')
        found.push({ path: [...path, 'apiGroup'], message: `a service account has no group "${group}"` });
    }
    if (of === 'User' || of === 'Group') {
      if (typeof group === 'string' && group !== '' && group !== RBAC_GROUP)
        found.push({
          path: [...path, 'apiGroup'],
          message: `a ${of} is in "${RBAC_GROUP}", not in "${group}"`,
        });
    }
  }
  return found;
}

const RBAC_GROUP = 'rbac.authorization.k8s.io';
