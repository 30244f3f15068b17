import type { Rule } from '../rule.ts';

export const parameterUnset: Rule = {
  id: 'workflow/parameter-unset',
  severity: 'error',
  summary: 'an argument has a name only',
  docs: {
    why: `An argument of a step or a task, of a CronWorkflow and of a Workflow that a trigger creates must have a
value or say where it comes from, even if the input has a default. A Workflow in a file may leave it to \`argo submit
-p\`, a WorkflowTemplate to whoever uses it. Source: argo-workflows workflow/validate/validate.go
(validateArgumentsValues).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, arguments: {parameters: [{name: branch}]}}]]}
    - {name: task, inputs: {parameters: [{name: branch, default: main}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, inputs: {parameters: [{name: branch, default: main}]}, container: {image: alpine}}
`,
  },
};
