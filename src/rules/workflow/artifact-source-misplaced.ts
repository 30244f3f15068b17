import type { Rule } from '../rule.ts';

export const artifactSourceMisplaced: Rule = {
  id: 'workflow/artifact-source-misplaced',
  severity: 'error',
  summary: 'an input artifact has a `from`',
  docs: {
    why: `Where an input comes from is said where the template is called, in \`arguments\`. Source: argo-workflows
workflow/validate/validate.go (validateInputs).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code, optional: true, from: "{{workflow.outputs.artifacts.code}}"}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code, optional: true}]}, container: {image: alpine}}
`,
  },
};
