import type { Rule } from '../rule.ts';

export const unknownVersion: Rule = {
  id: 'schema/unknown-version',
  severity: 'error',
  summary: 'an apiVersion that does not serve the kind',
  docs: {
    why: `The API server has no resource for that kind in that version: "no matches for kind". Argo Events and Argo Workflows have
only ever served argoproj.io/v1alpha1; Kubernetes removes old versions with their release.
Source: https://kubernetes.io/docs/reference/using-api/deprecation-guide/.`,
    bad: `apiVersion: rbac.authorization.k8s.io/v1beta1
kind: RoleBinding
metadata: {name: sensor}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: submit}
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
