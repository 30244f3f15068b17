import type { Rule } from '../rule.ts';

export const deadlineInvalid: Rule = {
  id: 'workflow/deadline-invalid',
  severity: 'error',
  summary: '`activeDeadlineSeconds` of a template is neither a number of seconds nor a variable',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateLeaf), util/intstr/parse.go (IsValidIntOrArgoVariable).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, activeDeadlineSeconds: 10m, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, activeDeadlineSeconds: 600, container: {image: alpine}}
`,
  },
};
