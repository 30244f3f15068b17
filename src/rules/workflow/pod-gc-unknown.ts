import type { Rule } from '../rule.ts';

export const podGcUnknown: Rule = {
  id: 'workflow/pod-gc-unknown',
  severity: 'error',
  summary: 'the strategy of `podGC` does not exist',
  docs: {
    why: `The strategies are OnPodCompletion, OnPodSuccess, OnWorkflowCompletion and OnWorkflowSuccess. Source:
argo-workflows workflow/validate/validate.go (Workflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podGC: {strategy: OnSuccess}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podGC: {strategy: OnPodSuccess}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
