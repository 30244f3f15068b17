import type { Rule } from '../rule.ts';

export const parameterValueFrom: Rule = {
  id: 'workflow/parameter-value-from',
  severity: 'error',
  summary: 'an argument takes its value from where an argument cannot',
  docs: {
    why: `Only \`configMapKeyRef\`, \`event\` and \`supplied\` are there before anything has run. Source: argo-workflows
workflow/validate/validate.go (validateArgumentsValues).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, valueFrom: {path: /branch}}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  arguments: {parameters: [{name: branch, valueFrom: {supplied: {}}, value: main}]}
  templates:
    - {name: main, container: {image: alpine}}
`,
  },
};
