import type { Rule } from '../rule.ts';

export const nameReserved: Rule = {
  id: 'workflow/name-reserved',
  severity: 'error',
  summary: 'a container has a name that Argo keeps for its own containers',
  docs: {
    why: `\`wait\`, \`supervisor\` and everything that begins with \`artifact-plugin-\` are containers that the controller
adds to the pod. Source: argo-workflows workflow/validate/validate.go (validateLeaf), workflow/common/util.go
(IsArgoSidecar).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, sidecars: [{name: wait, image: redis}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, sidecars: [{name: cache, image: redis}]}
`,
  },
};
