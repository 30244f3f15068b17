import type { Rule } from '../rule.ts';

export const nameDuplicate: Rule = {
  id: 'workflow/name-duplicate',
  severity: 'error',
  summary: 'two templates, steps, tasks, parameters or artifacts of one list have the same name',
  docs: {
    why: `The Workflow ends in an error before its first pod. In a list of steps the name counts over all groups.
Source: argo-workflows workflow/validate/validate.go (validateWorkflowFieldNames, validateSteps),
util/sorting/topological_sorting.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}], [{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}], [{name: again, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
  },
};
