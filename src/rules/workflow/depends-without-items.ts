import type { Rule } from '../rule.ts';

export const dependsWithoutItems: Rule = {
  id: 'workflow/depends-without-items',
  severity: 'error',
  summary: '`depends` asks for any or all of the items of a task that has none',
  docs: {
    why: `AnySucceeded and AllFailed are results of tasks with withItems, withParam or withSequence. Source:
argo-workflows workflow/validate/validate.go (validateDAG).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: build.AnySucceeded}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task, withItems: [amd64, arm64]}, {name: test, template: task, depends: build.AnySucceeded}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
