import type { Rule } from '../rule.ts';

export const parameterWithoutName: Rule = {
  id: 'workflow/parameter-without-name',
  severity: 'error',
  summary: 'a parameter has no name',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateWorkflowFieldNames).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{value: main}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, value: main}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
