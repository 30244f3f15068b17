import { resourceMeant } from '../../rbac/catalogue.ts';
import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const resourceName: Rule = {
  id: 'rbac/resource-name',
  severity: 'warning',
  summary: 'a rule with the singular, the kind or the full name of a resource',
  docs: {
    why: `A rule names resources as they stand in URLs: the plural, in lower case, without the group. "workflow", "Workflow" and
"workflows.argoproj.io" allow nothing, and nobody says so. Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go (RuleAllows).`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: sensor, namespace: ci}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: ci}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: note
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: ConfigMap
              metadata: {generateName: note-}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [""], resources: [configmap], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor, namespace: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: sensor}
subjects: [{kind: ServiceAccount, name: sensor, namespace: ci}]
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: sensor, namespace: ci}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify, namespace: ci}
spec:
  template: {serviceAccountName: sensor}
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: note
        k8s:
          operation: create
          source:
            resource:
              apiVersion: v1
              kind: ConfigMap
              metadata: {generateName: note-}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: sensor, namespace: ci}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor, namespace: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: sensor}
subjects: [{kind: ServiceAccount, name: sensor, namespace: ci}]
`,
  },
  check: {
    model(inspection) {
      const said = new Set<string>();
      for (const group of gapsFor(inspection, ['wrong-resource'])) {
        const { why, need } = group.gap;
        const { resource, subresource } = need.request;
        const meant = subresource === '' ? resource : `${resource}/${subresource}`;
        said.add(JSON.stringify(why.at && [why.at.resource.at([]), why.at.path]));
        reportFault(inspection, group, {
          help: `write "${meant}"`,
          ...(why.at && {
            fix: {
              message: `write "${meant}"`,
              safe: false,
              edits: [{ kind: 'set', path: why.at.path, value: meant }],
            },
          }),
        });
      }
      for (const { kind, name, resource, rules } of inspection.model.roles) {
        for (const { resources, path } of rules) {
          for (const [index, written] of resources.entries()) {
            const at = [...path, 'resources', index];
            const meant = resourceMeant(written);
            if (meant === undefined || said.has(JSON.stringify([resource.at([]), at]))) continue;
            inspection.report({
              resource,
              path: at,
              message: `the ${kind} "${name}" allows nothing on "${written}": no resource is called that`,
              help: `did you mean "${meant}"?`,
              ...(!resources.includes(meant) && {
                fix: {
                  message: `write "${meant}"`,
                  safe: false,
                  edits: [{ kind: 'set', path: at, value: meant }],
                },
              }),
            });
          }
        }
      }
    },
  },
};
