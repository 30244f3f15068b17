import type { Rule } from '../rule.ts';

export const templateNotFound: Rule = {
  id: 'workflow/template-not-found',
  severity: 'error',
  summary: 'a name leads to no template',
  docs: {
    why: `The entrypoint, an exit handler, a step or a task names a template that the object does not have; the
Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateTemplateHolder), workflow/templateresolution/context.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: tsak}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
  },
};
