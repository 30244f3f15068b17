import type { Rule } from '../rule.ts';

export const podResourcesInvalid: Rule = {
  id: 'workflow/pod-resources-invalid',
  severity: 'error',
  summary: 'a pod as a whole asks for something that only containers can ask for',
  docs: {
    why: `Pod-level resources are cpu, memory and hugepages; anything else would be refused by the API server in the
middle of the run. Source: argo-workflows workflow/validate/validate.go (validatePodResources).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podResources: {limits: {nvidia.com/gpu: 1}}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  podResources: {limits: {cpu: 1}}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
