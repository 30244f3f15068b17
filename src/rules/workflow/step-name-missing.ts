import type { Rule } from '../rule.ts';

export const stepNameMissing: Rule = {
  id: 'workflow/step-name-missing',
  severity: 'error',
  summary: 'a step has no name',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateSteps).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{template: task}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
  },
};
