import type { Rule } from '../rule.ts';

export const unknownValue: Rule = {
  id: 'schema/unknown-value',
  severity: 'error',
  summary: 'a value that the API server does not take for that field',
  docs: {
    why: `The field of a Kubernetes object has a closed list of values, and the API server refuses any other.
Source: kubernetes pkg/apis/*/validation.`,
    bad: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: submit}
subjects: [{kind: Serviceaccount, name: sensor, namespace: argo-events}]
`,
    good: `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: sensor}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: submit}
subjects: [{kind: ServiceAccount, name: sensor, namespace: argo-events}]
`,
  },
};
