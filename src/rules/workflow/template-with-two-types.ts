import type { Rule } from '../rule.ts';

export const templateWithTwoTypes: Rule = {
  id: 'workflow/template-with-two-types',
  severity: 'error',
  summary: 'a template says in two ways what is to be done',
  docs: {
    why: `A template is one of container, script, steps, dag and so on, never two. The Workflow ends in an error
before its first pod. Source: argo-workflows workflow/validate/validate.go (validateTemplateType).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, suspend: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
