import type { Rule } from '../rule.ts';

export const fieldNotSupported: Rule = {
  id: 'workflow/field-not-supported',
  severity: 'error',
  summary: 'a template has a field that templates of its type cannot have',
  docs: {
    why: `\`activeDeadlineSeconds\`, \`timeout\` and \`pendingTimeout\` are for templates that run something themselves,
\`parallelism\` for steps and DAGs, \`resourceClaims\` for templates that make a pod. Source: argo-workflows
workflow/validate/validate.go (validateTemplate, validateNonLeaf, validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, activeDeadlineSeconds: 60, steps: [[{name: build, template: task}]]}
    - {name: task, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, steps: [[{name: build, template: task}]]}
    - {name: task, activeDeadlineSeconds: 60, container: {image: alpine}}
`,
  },
};
