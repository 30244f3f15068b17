import type { Rule } from '../rule.ts';

export const durationInvalid: Rule = {
  id: 'workflow/duration-invalid',
  severity: 'error',
  summary: 'a timeout has no unit',
  docs: {
    why: `A number alone is no duration: \`10m\` is. The Workflow ends in an error before its first pod. Source:
argo-workflows workflow/validate/validate.go (validateTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, timeout: "600", container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, timeout: 600s, container: {image: alpine}}
`,
  },
};
