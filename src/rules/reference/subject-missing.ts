import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const subjectMissing: Rule = {
  id: 'reference/subject-missing',
  severity: 'error',
  summary: 'a binding grants to a service account that is not there',
  docs: {
    why: `The API server accepts such a binding. The account that was meant is granted nothing, and whoever creates one of that
name later is granted all of it.`,
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
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: builder}
subjects: [{kind: ServiceAccount, namespace: default, name: bilder}]
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
  check: missingTarget('subject'),
};
