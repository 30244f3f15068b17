import type { Rule } from '../rule.ts';

export const referenceUnresolved: Rule = {
  id: 'workflow/reference-unresolved',
  severity: 'error',
  summary: 'a variable does not exist, or cannot be read where it stands',
  docs: {
    why: `Steps read the outputs of earlier steps, tasks those of the tasks that they depend on, templates their own
inputs, and nobody anything else. The Workflow ends in an error before its first pod. In \`{{=…}}\` nothing is checked
before the run. Source: argo-workflows workflow/validate/validate.go (resolveAllVariables).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, value: main}]}
  templates:
    - {name: main, container: {image: alpine, args: ["{{workflow.parameters.brunch}}"]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, value: main}]}
  templates:
    - {name: main, container: {image: alpine, args: ["{{workflow.parameters.branch}}"]}}
`,
  },
};
