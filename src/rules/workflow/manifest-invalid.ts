import type { Rule } from '../rule.ts';

export const manifestInvalid: Rule = {
  id: 'workflow/manifest-invalid',
  severity: 'error',
  summary: 'the manifest of a resource template is no YAML',
  docs: {
    why: `Variables count as text while it is read, so a manifest with \`{{…}}\` is judged, too. The Workflow ends in an
error before its first pod. Source: argo-workflows workflow/validate/validate.go (validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, resource: {action: create, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: build-}"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, resource: {action: create, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: build-}}"}}
`,
  },
};
