import type { Rule } from '../rule.ts';

export const parameterNotSupplied: Rule = {
  id: 'workflow/parameter-not-supplied',
  severity: 'error',
  summary: 'a template needs a parameter that nobody gives it',
  docs: {
    why: `The input has neither value nor default, and the step, the task or the Workflow passes no argument of that
name. Source: argo-workflows workflow/common/util.go (ProcessArgs), workflow/validate/validate.go (validateTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, inputs: {parameters: [{name: branch}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: branch, value: main}]}}]]}
    - {name: task, inputs: {parameters: [{name: branch}]}, container: {image: alpine}}
`,
  },
};
