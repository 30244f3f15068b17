import type { Rule } from '../rule.ts';

export const artifactWithoutSource: Rule = {
  id: 'workflow/artifact-without-source',
  severity: 'error',
  summary: 'an artifact does not say where it comes from',
  docs: {
    why: `An argument has \`from\` or the location of a file, with its key; a git artifact has a \`repo\`. Source:
argo-workflows workflow/validate/validate.go (validateArgumentsValues, validateArtifactLocation).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {artifacts: [{name: code}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {artifacts: [{name: code, raw: {data: text}}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
