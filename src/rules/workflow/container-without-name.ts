import type { Rule } from '../rule.ts';

export const containerWithoutName: Rule = {
  id: 'workflow/container-without-name',
  severity: 'error',
  summary: 'an init container has no name',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateInitContainers).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, initContainers: [{image: alpine}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, initContainers: [{name: prepare, image: alpine}]}
`,
  },
};
