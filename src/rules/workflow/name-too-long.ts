import type { Rule } from '../rule.ts';

export const nameTooLong: Rule = {
  id: 'workflow/name-too-long',
  severity: 'error',
  summary: 'the name of an object is longer than the controller allows',
  docs: {
    why: `A Workflow's name becomes the value of a label of its pods, which holds 63 characters; the Workflow ends in
an error before its first pod. Source: argo-workflows workflow/validate/validate.go (maxCharsInObjectName).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {name: build-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
