import type { Rule } from '../rule.ts';

export const entrypointMissing: Rule = {
  id: 'workflow/entrypoint-missing',
  severity: 'error',
  summary: 'a Workflow does not say which template it begins with',
  docs: {
    why: `Neither the Workflow nor the WorkflowTemplate that it refers to has an \`entrypoint\`; the Workflow ends in an
error before its first pod. Source: argo-workflows workflow/validate/validate.go (Workflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
