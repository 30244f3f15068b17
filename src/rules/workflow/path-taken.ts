import type { Rule } from '../rule.ts';

export const pathTaken: Rule = {
  id: 'workflow/path-taken',
  severity: 'error',
  summary: 'two volumes, or a volume and an artifact, are mounted at the same path',
  docs: {
    why: `The later would hide the earlier, so the controller refuses the Workflow. Source: argo-workflows
workflow/validate/validate.go (validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  volumes: [{name: cache, emptyDir: {}}]
  templates:
    - name: main
      inputs: {artifacts: [{name: code, path: /work, raw: {data: text}}]}
      container: {image: alpine, volumeMounts: [{name: cache, mountPath: /work}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  volumes: [{name: cache, emptyDir: {}}]
  templates:
    - name: main
      inputs: {artifacts: [{name: code, path: /work, raw: {data: text}}]}
      container: {image: alpine, volumeMounts: [{name: cache, mountPath: /cache}]}
`,
  },
};
