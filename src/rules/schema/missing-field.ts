import type { Rule } from '../rule.ts';

export const missingField: Rule = {
  id: 'schema/missing-field',
  severity: 'error',
  summary: 'a field that the API server requires is absent',
  docs: {
    why: `The API server refuses an object of a kind of its own that lacks it. What the controllers of Argo require is checked by
rules of their own.
Source: kubernetes pkg/apis/*/validation.`,
    bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor}
subjects: [{kind: ServiceAccount, name: sensor, namespace: argo-events}]
`,
    good: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: submit}
subjects: [{kind: ServiceAccount, name: sensor, namespace: argo-events}]
`,
  },
};
