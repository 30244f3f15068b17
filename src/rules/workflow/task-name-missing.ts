import type { Rule } from '../rule.ts';

export const taskNameMissing: Rule = {
  id: 'workflow/task-name-missing',
  severity: 'error',
  summary: 'a task of a DAG has no name',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateDAG, validateWorkflowFieldNames).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{template: task}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
