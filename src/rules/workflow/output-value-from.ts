import type { Rule } from '../rule.ts';

export const outputValueFrom: Rule = {
  id: 'workflow/output-value-from',
  severity: 'error',
  summary: 'an output parameter does not say, or says in a wrong way, where its value comes from',
  docs: {
    why: `Each has one of \`value\` and \`valueFrom\`, and \`valueFrom\` one source, which the type of the template decides:
\`path\` in containers and scripts, \`jqFilter\` or \`jsonPath\` in resources, \`parameter\` or \`expression\` in steps and
DAGs. Source: argo-workflows workflow/validate/validate.go (validateOutputs, validateOutputParameter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, outputs: {parameters: [{name: tag, valueFrom: {jsonPath: "{.tag}"}}]}, container: {image: alpine}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, outputs: {parameters: [{name: tag, valueFrom: {path: /tag}}]}, container: {image: alpine}}
`,
  },
};
