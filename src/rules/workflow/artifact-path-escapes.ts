import type { Rule } from '../rule.ts';

export const artifactPathEscapes: Rule = {
  id: 'workflow/artifact-path-escapes',
  severity: 'error',
  summary: 'the path of an artifact leaves its folder by `..`',
  docs: {
    why: `The controller refuses a path that leads out of what stands before its first \`..\`. Source: argo-workflows
pkg/apis/workflow/v1alpha1/workflow_types.go (Artifact.CleanPath).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, outputs: {artifacts: [{name: report, path: /out/../report}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, outputs: {artifacts: [{name: report, path: /out/../out/report}]}, container: {image: alpine}}
`,
  },
};
