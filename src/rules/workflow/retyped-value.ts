import type { Rule } from '../rule.ts';

export const retypedValue: Rule = {
  id: 'workflow/retyped-value',
  severity: 'warning',
  summary: 'a parameter without quotes that arrives as another text',
  docs: {
    why: `The value of a parameter is a text, but YAML reads what stands without quotes first: \`1.10\` is the number 1.1, \`on\` and
\`yes\` are the boolean true, \`0777\` is the octal number 511, and a number of more than 15 digits loses the last of them. Argo
writes that number or boolean back as a text of its own, so the container gets "1.1", "true" or "511", and nothing says so.
Source: argo-workflows pkg/apis/workflow/v1alpha1/anystring.go (UnmarshalJSON); go-yaml v2 resolve.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: release-}
spec:
  entrypoint: main
  arguments:
    parameters:
      - {name: version, value: 1.10}
  templates:
    - name: main
      container: {image: example.com/release, args: ["{{workflow.parameters.version}}"]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: release-}
spec:
  entrypoint: main
  arguments:
    parameters:
      - {name: version, value: "1.10"}
  templates:
    - name: main
      container: {image: example.com/release, args: ["{{workflow.parameters.version}}"]}
`,
  },
};
