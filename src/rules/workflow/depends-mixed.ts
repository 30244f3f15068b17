import type { Rule } from '../rule.ts';

export const dependsMixed: Rule = {
  id: 'workflow/depends-mixed',
  severity: 'error',
  summary: 'a DAG uses `depends` together with `dependencies` or `continueOn`',
  docs: {
    why: `One DAG has one style: with \`depends\`, what happens after a failure is part of the expression
(\`build.Failed\`). Source: argo-workflows workflow/validate/validate.go (validateDAG).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: a, template: task}, {name: b, template: task, depends: a}, {name: c, template: task, dependencies: [a]}]}}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, dag: {tasks: [{name: a, template: task}, {name: b, template: task, depends: a}, {name: c, template: task, depends: a}]}}
    - {name: task, container: {image: alpine}}
`,
  },
};
