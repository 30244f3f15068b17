import type { Rule } from '../rule.ts';

export const dependsResultUnknown: Rule = {
  id: 'workflow/depends-result-unknown',
  severity: 'error',
  summary: '`depends` asks for a result that tasks do not have',
  docs: {
    why: `The results are Succeeded, Failed, Errored, Skipped, Omitted, Daemoned, AnySucceeded and AllFailed. Source:
argo-workflows workflow/common/ancestry.go (ValidateTaskResults).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: build.Success}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: build.Succeeded}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
