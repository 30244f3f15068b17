import type { Rule } from '../rule.ts';

export const manifestMissing: Rule = {
  id: 'workflow/manifest-missing',
  severity: 'error',
  summary: 'a resource template has no manifest, or takes it from an artifact that it does not have',
  docs: {
    why: `All actions but get and delete need one. Source: argo-workflows workflow/validate/validate.go
(validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, resource: {action: create}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, resource: {action: create, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {generateName: done-}}"}}
`,
  },
};
