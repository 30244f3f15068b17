import { unknownPart } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const templatePartMissing: Rule = {
  id: 'reference/template-part-missing',
  severity: 'error',
  summary: 'a templateRef names a template that its WorkflowTemplate does not have',
  docs: {
    why: `The workflow controller does not start the Workflow: \`template <name> not found in workflow template <name>\`.
Source: argo-workflows workflow/templateresolution/context.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: WorkflowTemplate
metadata: {name: build}
spec: {entrypoint: main, templates: [{name: main, container: {image: alpine}}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, steps: [[{name: a, templateRef: {name: build, template: mian}}]]}]
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
  entrypoint: main
  templates: [{name: main, steps: [[{name: a, templateRef: {name: build, template: main}}]]}]
`,
  },
  check: unknownPart('template'),
};
