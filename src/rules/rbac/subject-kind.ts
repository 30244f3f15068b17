import { valueAt } from '../../json.ts';
import { gapsFor, reportFault } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const subjectKind: Rule = {
  id: 'rbac/subject-kind',
  severity: 'error',
  summary: 'a binding that grants to a user or a group, where a service account is meant',
  docs: {
    why: `The user of a pod is "system:serviceaccount:NAMESPACE:NAME"; a User or a Group called like the account is somebody else, or
nobody. The API server accepts the binding. Source: Kubernetes pkg/registry/rbac/validation/rule.go (appliesToUser).`,
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
rules: [{apiGroups: [""], resources: [configmaps], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor, namespace: ci}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: sensor}
subjects: [{kind: User, name: sensor}]
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
      for (const group of gapsFor(inspection, ['subject-kind'])) {
        const { need, why } = group.gap;
        const { account } = need;
        // Any other kind is one that the schema does not have.
        const kind = why.at && valueAt(why.at.resource.value, why.at.path);
        if (kind !== 'User' && kind !== 'Group') continue;
        reportFault(inspection, group, {
          help: `the subject is {kind: ServiceAccount, name: ${account.name}, namespace: ${account.namespace}}`,
        });
      }
    },
  },
};
