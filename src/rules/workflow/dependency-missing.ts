import type { Rule } from '../rule.ts';

export const dependencyMissing: Rule = {
  id: 'workflow/dependency-missing',
  severity: 'error',
  summary: 'a task takes an argument from a task that it does not depend on',
  docs: {
    why: `That task may not have run yet. The controller looks at values and artifacts that begin with \`{{tasks.\`; the
Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateDAGTaskArgumentDependency).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, arguments: {parameters: [{name: tag, value: "{{tasks.build.outputs.parameters.tag}}"}]}}]}}
    - {name: task, inputs: {parameters: [{name: tag, value: none}]}, outputs: {parameters: [{name: tag, valueFrom: {path: /tag}}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: build, template: task}, {name: test, template: task, depends: build, arguments: {parameters: [{name: tag, value: "{{tasks.build.outputs.parameters.tag}}"}]}}]}}
    - {name: task, inputs: {parameters: [{name: tag, value: none}]}, outputs: {parameters: [{name: tag, valueFrom: {path: /tag}}]}, container: {image: alpine}}
`,
  },
};
