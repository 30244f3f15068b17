import type { Rule } from '../rule.ts';

export const artifactWithoutName: Rule = {
  id: 'workflow/artifact-without-name',
  severity: 'error',
  summary: 'an artifact has no name',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateWorkflowFieldNames).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{path: /code, raw: {data: text}}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code, raw: {data: text}}]}, container: {image: alpine}}
`,
  },
};
