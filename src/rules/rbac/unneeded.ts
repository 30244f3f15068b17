import { shrinkFix, unneededText } from '../excess.ts';
import { permissionsOf } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const unneeded: Rule = {
  id: 'rbac/unneeded',
  severity: 'info',
  summary: 'a right that the flow does not need',
  docs: {
    why: `What is granted and never asked for is of use only to who takes over the pod. Judged for roles of accounts whose work is all
among the files.
Source: Kubernetes docs/concepts/security/rbac-good-practices (least privilege).`,
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
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create, get]}]
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
        const text = unneededText(granted);
        if (text === undefined) continue;
        const { role, rule } = granted;
        inspection.report({
          resource: role.resource,
          path: rule.path,
          message: `the ${role.kind} "${role.name}" ${text}, which the flow does not need`,
          ...shrinkFix(inspection, granted),
        });
      }
    },
  },
};
