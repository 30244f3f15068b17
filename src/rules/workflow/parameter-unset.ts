import type { Rule } from '../rule.ts';

export const parameterUnset: Rule = {
  id: 'workflow/parameter-unset',
  severity: 'error',
  summary: 'an argument has a name only',
  docs: {
    why: `An argument of a Workflow, a step or a task must have a value or say where it comes from, even if the
template's input has a default. A WorkflowTemplate may leave it to whoever submits it. Source: argo-workflows
workflow/validate/validate.go (validateArgumentsValues).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch}]}
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
