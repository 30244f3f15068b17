import type { Rule } from '../rule.ts';

export const nameMissing: Rule = {
  id: 'workflow/name-missing',
  severity: 'error',
  summary: 'an object has neither `name` nor `generateName`',
  docs: {
    why: `The API server refuses an object without a name. Source: Kubernetes apimachinery
pkg/api/validation/objectmeta.go (ValidateObjectMeta).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {labels: {app: build}}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-, labels: {app: build}}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
