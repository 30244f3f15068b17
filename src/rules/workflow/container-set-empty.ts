import type { Rule } from '../rule.ts';

export const containerSetEmpty: Rule = {
  id: 'workflow/container-set-empty',
  severity: 'error',
  summary: 'a container set has no containers',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows
pkg/apis/workflow/v1alpha1/container_set_template_types.go (Validate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, containerSet: {containers: []}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, containerSet: {containers: [{name: main, image: alpine}]}}
`,
  },
};
