import type { Rule } from '../rule.ts';

export const manifestAmbiguous: Rule = {
  id: 'workflow/manifest-ambiguous',
  severity: 'error',
  summary: 'a resource template has both a `manifest` and a `manifestFrom`',
  docs: {
    why: `The Workflow ends in an error before its first pod. Source: argo-workflows workflow/validate/validate.go
(validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      inputs: {artifacts: [{name: file, path: /file, raw: {data: "kind: ConfigMap"}}]}
      resource: {action: create, manifest: "kind: ConfigMap", manifestFrom: {artifact: {name: file}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      inputs: {artifacts: [{name: file, path: /file, raw: {data: "kind: ConfigMap"}}]}
      resource: {action: create, manifestFrom: {artifact: {name: file}}}
`,
  },
};
