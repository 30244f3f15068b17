import { isClusterResource } from '../../rbac/catalogue.ts';
import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const clusterResourceInRole: Rule = {
  id: 'rbac/cluster-resource-in-role',
  severity: 'warning',
  summary: 'a Role that names a resource of the cluster',
  docs: {
    why: `What lives in no namespace is granted by a ClusterRole with a ClusterRoleBinding only; in a Role, or through a RoleBinding,
it grants nothing, and nobody says so. Such are clusterworkflowtemplates, namespaces, nodes. Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (a request without a namespace is
judged by ClusterRoleBindings alone).`,
    bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [argoproj.io], resources: [workflows, clusterworkflowtemplates], verbs: [get]}]
`,
    good: `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [argoproj.io], resources: [workflows, workflowtemplates], verbs: [get]}]
`,
  },
  check: {
    model(inspection) {
      const said = new Set<string>();
      for (const group of gapsFor(inspection, ['cluster-scope'])) {
        const { why, need } = group.gap;
        const binding = inspection.model.roleBindings.find(({ resource }) => resource === why.at?.resource);
        if (binding !== undefined)
          said.add(`${binding.roleRef.kind}/${binding.roleRef.name}/${need.request.resource}`);
        reportFault(inspection, group, { help: 'argoflow rbac generate prints both' });
      }
      for (const { kind, name, resource, rules } of inspection.model.roles) {
        if (kind !== 'Role') continue;
        for (const { apiGroups, resources, path } of rules) {
          for (const [index, written] of resources.entries()) {
            if (!apiGroups.some((group) => isClusterResource(group, written))) continue;
            if (said.has(`${kind}/${name}/${written}`)) continue;
            inspection.report({
              resource,
              path: [...path, 'resources', index],
              message: `the Role "${name}" names "${written}", which live in no namespace, so it grants nothing on them`,
              help: 'take it out, or grant it with a ClusterRole and a ClusterRoleBinding',
            });
          }
        }
      }
    },
  },
};
