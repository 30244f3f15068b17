import type { Rule } from '../rule.ts';

export const templateNameMissing: Rule = {
  id: 'workflow/template-name-missing',
  severity: 'error',
  summary: 'a template has no name',
  docs: {
    why: `Nothing can refer to it, and the controller refuses the whole Workflow. Source: argo-workflows
workflow/validate/validate.go (validateWorkflowFieldNames).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
    - {container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
    - {name: task, container: {image: alpine}}
`,
  },
};
