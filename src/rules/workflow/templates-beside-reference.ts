import type { Rule } from '../rule.ts';

export const templatesBesideReference: Rule = {
  id: 'workflow/templates-beside-reference',
  severity: 'error',
  summary: 'a Workflow has templates beside its `workflowTemplateRef`',
  docs: {
    why: `With a reference, all templates come from the object that is referred to, and the controller refuses others.
Source: argo-workflows workflow/validate/validate.go (WorkflowTemplateRefFields).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec: {entrypoint: main, templates: [{name: main, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  workflowTemplateRef: {name: build}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec: {entrypoint: main, templates: [{name: main, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  workflowTemplateRef: {name: build}
`,
  },
};
