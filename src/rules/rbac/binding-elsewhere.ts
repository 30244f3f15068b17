import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const bindingElsewhere: Rule = {
  id: 'rbac/binding-elsewhere',
  severity: 'error',
  summary: 'a RoleBinding in another namespace than the one where the right is needed',
  docs: {
    why: `A RoleBinding grants in its own namespace only, whatever the namespaces of its role and its subjects are. The request in
the other namespace is refused. Source: Kubernetes plugin/pkg/auth/authorizer/rbac/rbac.go, pkg/registry/rbac/validation/rule.go (VisitRulesFor).`,
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
metadata: {name: sensor, namespace: argo}
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor, namespace: argo}
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
      for (const group of gapsFor(inspection, ['binding-elsewhere'])) {
        const { namespace } = group.gap.need.request;
        reportFault(inspection, group, {
          help: `the binding, and its role when that is a Role, belong into namespace "${namespace}"`,
        });
      }
    },
  },
};
