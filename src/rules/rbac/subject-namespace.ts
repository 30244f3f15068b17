import { gapsFor, isDangling, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const subjectNamespace: Rule = {
  id: 'rbac/subject-namespace',
  severity: 'error',
  summary: 'a binding whose subject is the account of that name in another namespace',
  docs: {
    why: `A service account is one of its namespace: "sensor" of "argo" is not "sensor" of "ci". The API server accepts the binding,
and the account that was meant is granted nothing. Source: Kubernetes pkg/registry/rbac/validation/rule.go (appliesToUser).`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: sensor, namespace: argo}
---
apiVersion: v1
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
subjects: [{kind: ServiceAccount, name: sensor, namespace: argo}]
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
      for (const group of gapsFor(inspection, ['subject-namespace'])) {
        if (isDangling(inspection, group.gap)) continue;
        const { need, why } = group.gap;
        const { namespace } = need.account;
        reportFault(inspection, group, {
          help: `write "namespace: ${namespace}", or add a second subject`,
          ...(why.at && {
            fix: {
              message: `write "namespace: ${namespace}"`,
              safe: false,
              edits: [{ kind: 'set', path: why.at.path, value: namespace }],
            },
          }),
        });
      }
    },
  },
};
