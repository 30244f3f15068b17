import type { Rule } from '../rule.ts';

export const duplicateKey: Rule = {
  id: 'yaml/duplicate-key',
  severity: 'warning',
  summary: 'a key that stands twice in one mapping',
  docs: {
    why: `The readers of Kubernetes keep one of the two without a word, and \`argo lint\` drops the document. Which one counts is nothing
that a person sees.
Source: sigs.k8s.io/yaml (Unmarshal), argo-workflows workflow/common/parse.go.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  a: "1"
  a: "2"
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  a: "1"
  b: "2"
`,
  },
};
