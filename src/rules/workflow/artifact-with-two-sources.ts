import type { Rule } from '../rule.ts';

export const artifactWithTwoSources: Rule = {
  id: 'workflow/artifact-with-two-sources',
  severity: 'error',
  summary: 'an artifact has both `from` and `fromExpression`',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateArgumentsValues).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps:
        - [{name: build, template: build}]
        - - name: test
            template: test
            arguments:
              artifacts:
                - name: code
                  from: "{{steps.build.outputs.artifacts.code}}"
                  fromExpression: steps.build.outputs.artifacts.code
    - {name: build, outputs: {artifacts: [{name: code, path: /code}]}, container: {image: alpine}}
    - {name: test, inputs: {artifacts: [{name: code, path: /code}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      steps:
        - [{name: build, template: build}]
        - - name: test
            template: test
            arguments:
              artifacts:
                - name: code
                  from: "{{steps.build.outputs.artifacts.code}}"
    - {name: build, outputs: {artifacts: [{name: code, path: /code}]}, container: {image: alpine}}
    - {name: test, inputs: {artifacts: [{name: code, path: /code}]}, container: {image: alpine}}
`,
  },
};
