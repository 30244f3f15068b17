import type { Rule } from '../rule.ts';

export const targetNotFound: Rule = {
  id: 'workflow/target-not-found',
  severity: 'error',
  summary: 'the target of a DAG is no task of it',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateDAGTargets).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {target: tset, tasks: [{name: test, template: task}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {target: test, tasks: [{name: test, template: task}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
