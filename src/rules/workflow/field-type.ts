import type { Rule } from '../rule.ts';

export const fieldType: Rule = {
  id: 'workflow/field-type',
  severity: 'error',
  summary: 'a field holds a value of another type than the controller can read',
  docs: {
    why: `Where the CRDs have schemas the API server refuses the object; where they have none (the minimal install) it
is stored, and the controller cannot read it. \`y\`, \`n\`, \`on\` and \`off\` are booleans for Kubernetes. Source:
argo-workflows workflow/controller/controller.go (processNextItem).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  serviceAccountName: 17
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  serviceAccountName: "17"
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
