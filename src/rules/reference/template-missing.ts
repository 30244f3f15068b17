import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const templateMissing: Rule = {
  id: 'reference/template-missing',
  severity: 'error',
  summary: 'a reference leads to a WorkflowTemplate or CronWorkflow that is not there',
  docs: {
    why: `The workflow controller does not start the Workflow: \`workflow templates.argoproj.io "<name>" not found\`. For an object
that a trigger submits, that happens after the event was acknowledged.
Source: argo-workflows workflow/templateresolution/context.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec: {entrypoint: main, templates: [{name: main, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec: {workflowTemplateRef: {name: biuld}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec: {entrypoint: main, templates: [{name: main, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec: {workflowTemplateRef: {name: build}}
`,
  },
  check: missingTarget('template'),
};
