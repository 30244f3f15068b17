import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const roleMissing: Rule = {
  id: 'reference/role-missing',
  severity: 'error',
  summary: 'a binding grants a Role or ClusterRole that is not there',
  docs: {
    why: `The API server accepts such a binding, and the authorizer skips it: its subjects are granted nothing. Source: Kubernetes
plugin/pkg/auth/authorizer/rbac (RoleNotFound is collected as an error and denies).`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: builder}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder}
rules: [{apiGroups: [argoproj.io], resources: [workflows], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: builder}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: bilder}
subjects: [{kind: ServiceAccount, namespace: default, name: builder}]
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: builder}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: builder}
rules: [{apiGroups: [argoproj.io], resources: [workflows], verbs: [create]}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: builder}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: builder}
subjects: [{kind: ServiceAccount, namespace: default, name: builder}]
`,
  },
  check: missingTarget('role'),
};
