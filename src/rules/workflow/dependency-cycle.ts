import type { Rule } from '../rule.ts';

export const dependencyCycle: Rule = {
  id: 'workflow/dependency-cycle',
  severity: 'error',
  summary: 'tasks or containers wait for each other',
  docs: {
    why: `None of them could ever begin; the Workflow ends in an error before its first pod. Source: argo-workflows
workflow/validate/validate.go (sortDAGTasks, verifyNoCycles),
pkg/apis/workflow/v1alpha1/container_set_template_types.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task, depends: test}, {name: test, template: task, depends: build}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: build}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
