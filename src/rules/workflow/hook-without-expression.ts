import type { Rule } from '../rule.ts';

export const hookWithoutExpression: Rule = {
  id: 'workflow/hook-without-expression',
  severity: 'error',
  summary: 'a hook does not say when it runs',
  docs: {
    why: `All hooks but \`exit\` need an expression. Those of the Workflow and of steps are looked at before the first pod, those
of tasks when they are about to run: then the task ends in an error. Source: argo-workflows workflow/validate/validate.go
(validateHooks), workflow/controller/hooks.go (executeTmplLifeCycleHook).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  hooks: {running: {template: task}}
  templates:
    - {name: main, container: {image: alpine}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  hooks: {running: {template: task, expression: workflow.status == "Running"}}
  templates:
    - {name: main, container: {image: alpine}}
    - {name: task, container: {image: alpine}}
`,
  },
};
