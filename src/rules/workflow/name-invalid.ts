import type { Rule } from '../rule.ts';

export const nameInvalid: Rule = {
  id: 'workflow/name-invalid',
  severity: 'error',
  summary: 'the name of a template, step, task, parameter or artifact holds characters that it cannot have',
  docs: {
    why: `Templates, steps and tasks are named by letters, digits and \`-\`, and begin with a letter or digit;
parameters and artifacts may hold \`_\`, too. A task that begins with a digit cannot be told from a number in \`depends\`.
The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(isValidWorkflowFieldName, isValidParamOrArtifactName).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build_image, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build-image, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
  },
};
