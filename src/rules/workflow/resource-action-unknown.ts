import type { Rule } from '../rule.ts';

export const resourceActionUnknown: Rule = {
  id: 'workflow/resource-action-unknown',
  severity: 'error',
  summary: 'a resource template has an action that does not exist',
  docs: {
    why: `The actions are get, create, apply, delete, replace and patch. Source: argo-workflows
workflow/validate/validate.go (validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, resource: {action: update, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {name: done}}"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, resource: {action: replace, manifest: "{apiVersion: v1, kind: ConfigMap, metadata: {name: done}}"}}
`,
  },
};
