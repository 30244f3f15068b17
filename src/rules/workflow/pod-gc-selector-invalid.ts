import type { Rule } from '../rule.ts';

export const podGcSelectorInvalid: Rule = {
  id: 'workflow/pod-gc-selector-invalid',
  severity: 'error',
  summary: 'the label selector of `podGC` has an operator that does not exist, or values that do not fit it',
  docs: {
    why: `In and NotIn take values, Exists and DoesNotExist none. The Workflow ends in an error before its first pod.
Source: argo-workflows workflow/validate/validate.go (Workflow), Kubernetes apimachinery pkg/apis/meta/v1/helpers.go
(LabelSelectorAsSelector).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podGC: {labelSelector: {matchExpressions: [{key: app, operator: Is, values: [build]}]}}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podGC: {labelSelector: {matchExpressions: [{key: app, operator: In, values: [build]}]}}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
