import type { Rule } from '../rule.ts';

export const artifactNotSupplied: Rule = {
  id: 'workflow/artifact-not-supplied',
  severity: 'error',
  summary: 'a template needs an artifact that nobody gives it',
  docs: {
    why: `The input has no location of its own and is not \`optional\`, and no argument of that name is passed. Source:
argo-workflows workflow/common/util.go (ProcessArgs), workflow/validate/validate.go (validateTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code}]}, container: {image: alpine}}
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
