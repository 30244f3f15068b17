import type { Rule } from '../rule.ts';

export const dagEmpty: Rule = {
  id: 'workflow/dag-empty',
  severity: 'error',
  summary: 'a DAG has no tasks',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateDAG).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: []}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: a, template: task}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
