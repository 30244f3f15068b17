import type { Rule } from '../rule.ts';

export const templateReferenceInvalid: Rule = {
  id: 'workflow/template-reference-invalid',
  severity: 'error',
  summary: 'a `templateRef` is incomplete, or stands beside a `template`',
  docs: {
    why: `A reference names the object and the template in it, and nothing else may be named beside it. The Workflow
ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go (validateTemplateHolder).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, templateRef: {name: builder}}]]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, templateRef: {name: builder, template: main}}]]}
`,
  },
};
