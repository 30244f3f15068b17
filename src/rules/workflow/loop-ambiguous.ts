import type { Rule } from '../rule.ts';

export const loopAmbiguous: Rule = {
  id: 'workflow/loop-ambiguous',
  severity: 'error',
  summary: 'a step or task is repeated in two ways, or its sequence ends in two ways',
  docs: {
    why: `One of withItems, withParam and withSequence, and in a sequence one of \`count\` and \`end\`. Source:
argo-workflows workflow/validate/validate.go (addItemsToScope).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, withSequence: {count: "3", end: "9"}}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task, withSequence: {count: "3"}}]]}
    - {name: task, container: {image: alpine}}
`,
  },
};
