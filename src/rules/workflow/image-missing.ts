import type { Rule } from '../rule.ts';

export const imageMissing: Rule = {
  id: 'workflow/image-missing',
  severity: 'error',
  summary: 'a container or script has no image',
  docs: {
    why: `Only \`templateDefaults\` of the same Workflow or WorkflowTemplate can give the image instead. Source:
argo-workflows workflow/validate/validate.go (validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {command: [make]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine, command: [make]}}
`,
  },
};
