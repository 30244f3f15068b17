import type { Rule } from '../rule.ts';

export const nameRefused: Rule = {
  id: 'workflow/name-refused',
  severity: 'error',
  summary: 'the name of an object holds characters that the API server refuses',
  docs: {
    why: `Objects are named by lower case letters, digits, \`-\` and \`.\`, and begin and end with a letter or digit. A
\`generateName\` is judged as if a letter followed. Source: Kubernetes apimachinery pkg/api/validation
(NameIsDNSSubdomain).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: Build_}
spec:
  entrypoint: main
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
