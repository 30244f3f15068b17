import type { Rule } from '../rule.ts';

export const dependencyNotFound: Rule = {
  id: 'workflow/dependency-not-found',
  severity: 'error',
  summary: 'a task or container depends on one that is not there',
  docs: {
    why: `The order cannot be made; the Workflow ends in an error before its first pod. Source: argo-workflows
workflow/validate/validate.go (sortDAGTasks), util/sorting/topological_sorting.go,
pkg/apis/workflow/v1alpha1/container_set_template_types.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, dependencies: [biuld]}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, dependencies: [build]}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
