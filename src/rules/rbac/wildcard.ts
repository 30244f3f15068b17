import { clusterAdminBindings, describe, needOf, shrinkFix } from '../excess.ts';
import { permissionsOf } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const wildcard: Rule = {
  id: 'rbac/wildcard',
  severity: 'warning',
  summary: 'an account of the flow that may do everything with something',
  docs: {
    why: `A "*" grants today's verbs and resources and those to come. Who takes over the pod has all of it: with "*" on workflows it can
run as every account of the namespace. What the flow needs is known, and is less.
Source: Kubernetes docs/concepts/security/rbac-good-practices (least privilege); argo-workflows docs/security.md.`,
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
rules: [{apiGroups: [""], resources: [configmaps], verbs: ['*']}]
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
      for (const granted of permissionsOf(inspection).granted) {
        const [field] = granted.wildcards;
        if (field === undefined) continue;
        const { role, rule } = granted;
        const index = rule[field].findIndex((one) => one.includes('*'));
        inspection.report({
          resource: role.resource,
          path: [...rule.path, field, index],
          message: `the ${role.kind} "${role.name}" gives ${describe(granted)}${needOf(granted)}`,
          ...(granted.known ? shrinkFix(inspection, granted) : { severity: 'info' }),
        });
      }
      for (const { binding, accounts } of clusterAdminBindings(inspection)) {
        inspection.report({
          resource: binding.resource,
          path: binding.roleRef.path,
          message: `the ${binding.kind} "${binding.name}" gives ${accounts} every right${binding.kind === 'RoleBinding' ? ' in its namespace' : ' in the cluster'}`,
          help: 'argoflow rbac generate prints the smallest role that is enough',
        });
      }
    },
  },
};
