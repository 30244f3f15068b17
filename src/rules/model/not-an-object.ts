import type { Rule } from '../rule.ts';

export const notAnObject: Rule = {
  id: 'model/not-an-object',
  severity: 'error',
  summary: 'a document that is no mapping',
  docs: {
    why: `A Kubernetes object is a mapping; kubectl refuses a list or a text.
Source: k8s.io/apimachinery pkg/runtime/serializer/json.`,
    bad: `- a
- b
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: build}
`,
  },
};
