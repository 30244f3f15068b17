import type { Rule } from '../rule.ts';

export const artifactPathMisplaced: Rule = {
  id: 'workflow/artifact-path-misplaced',
  severity: 'error',
  summary: 'an artifact of steps or a DAG has a path',
  docs: {
    why: `They run no container that could have a file there; an output says \`from\` which step or task it comes.
Source: argo-workflows workflow/validate/validate.go (validateInputs, validateOutputs).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, path: /code, raw: {data: text}}]}, steps: [[{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, inputs: {artifacts: [{name: code, raw: {data: text}}]}, steps: [[{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
  },
};
