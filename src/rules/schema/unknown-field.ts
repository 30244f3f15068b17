import type { Rule } from '../rule.ts';

export const unknownField: Rule = {
  id: 'schema/unknown-field',
  severity: 'error',
  summary: 'a field that the kind does not have',
  docs: {
    why: `Nobody reads it. The CRDs of Argo Events keep every field, so the API server takes the object without a word, and the
decoder of the controllers drops what their Go types do not have: what was meant does not happen. For Kubernetes' own kinds
and full CRDs the API server drops it, with at most a warning.
Source: argo-events manifests/base/crds (x-kubernetes-preserve-unknown-fields), sigs.k8s.io/json (UnmarshalCaseSensitivePreserveInts).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - templates: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {}}
`,
  },
};
