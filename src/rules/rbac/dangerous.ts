import { quoted } from '../../rbac/lack.ts';
import { dangersOf, shrinkFix } from '../excess.ts';
import { permissionsOf } from '../permissions.ts';
import type { Rule } from '../rule.ts';

export const dangerous: Rule = {
  id: 'rbac/dangerous',
  severity: 'warning',
  summary: 'an account of the flow with a dangerous right that the flow does not need',
  docs: {
    why: `Some rights mean more than they say: who can read secrets has what is in them, who can start pods or Workflows can run as every
account of the namespace, who can "escalate", "bind" or "impersonate" has whatever it wants.
Source: Kubernetes docs/concepts/security/rbac-good-practices (privilege escalation risks); argo-workflows docs/security.md.`,
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
rules: [{apiGroups: [""], resources: [configmaps, secrets], verbs: [create, get]}]
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
        const { role, rule, accounts } = granted;
        for (const { resource, verbs, danger } of dangersOf(granted)) {
          const index = rule.resources.indexOf(resource);
          inspection.report({
            resource: role.resource,
            path: [...rule.path, 'resources', index],
            message: `the ${role.kind} "${role.name}" gives ${quoted(accounts.map(({ name }) => name))} ${quoted(verbs)} on ${resource}, which the flow does not need: ${danger}`,
            ...shrinkFix(inspection, granted),
          });
        }
      }
    },
  },
};
