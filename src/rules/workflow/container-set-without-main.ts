import type { Rule } from '../rule.ts';

export const containerSetWithoutMain: Rule = {
  id: 'workflow/container-set-without-main',
  severity: 'error',
  summary: 'a container set with inputs or outputs has no container named "main"',
  docs: {
    why: `Artifacts and output parameters belong to the container \`main\`. Source: argo-workflows
workflow/validate/validate.go (validateLeaf).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      outputs: {parameters: [{name: tag, valueFrom: {path: /tag}}]}
      containerSet: {containers: [{name: build, image: alpine}]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - name: main
      outputs: {parameters: [{name: tag, valueFrom: {path: /tag}}]}
      containerSet: {containers: [{name: main, image: alpine}]}
`,
  },
};
