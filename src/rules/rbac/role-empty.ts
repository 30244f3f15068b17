import { grantEdits } from '../../rbac/amend.ts';
import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const roleEmpty: Rule = {
  id: 'rbac/role-empty',
  severity: 'warning',
  summary: 'a role without rules',
  docs: {
    why: `It is a valid object that grants nothing: whoever is bound to it is refused everything. Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go.`,
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
rules: []
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
      const said = new Set<unknown>();
      const { model } = inspection;
      for (const group of gapsFor(inspection, ['role-empty'])) {
        const role = model.roles.find(({ resource }) => resource === group.gap.why.at?.resource);
        said.add(role);
        const message = `grant what is needed in the ${role?.kind} "${role?.name}"`;
        reportFault(inspection, group, {
          help: `${message}: argoflow rbac generate --patch`,
          ...(role && { fix: { message, safe: false, edits: grantEdits(role, group.needs) } }),
        });
      }
      for (const role of model.roles) {
        const { kind, name, resource, rules } = role;
        // One that takes in others has its rules from them; what has no list of rules is told elsewhere.
        if (rules.length > 0 || said.has(role) || resource.value['aggregationRule'] !== undefined) continue;
        inspection.report({
          resource,
          path: ['rules'],
          message: `the ${kind} "${name}" has no rules, so it grants nothing`,
          help: 'argoflow rbac required shows what the flow needs',
        });
      }
    },
  },
};
