import type { Rule } from '../rule.ts';

export const artifactWithoutPath: Rule = {
  id: 'workflow/artifact-without-path',
  severity: 'error',
  summary: 'an artifact of a container or script has no path',
  docs: {
    why: `The file could be put nowhere, or taken from nowhere. Source: argo-workflows
pkg/apis/workflow/v1alpha1/workflow_types.go (Artifact.CleanPath), workflow/validate/validate.go (validateInputs,
validateOutputs).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, outputs: {artifacts: [{name: report}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, outputs: {artifacts: [{name: report, path: /report}]}, container: {image: alpine}}
`,
  },
};
