import type { Rule } from '../rule.ts';

export const parameterEnum: Rule = {
  id: 'workflow/parameter-enum',
  severity: 'error',
  summary: 'the value of an argument is not in its `enum`, or the list is empty',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateArgumentsValues).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: stage, value: live, enum: [test, production]}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: stage, value: production, enum: [test, production]}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
