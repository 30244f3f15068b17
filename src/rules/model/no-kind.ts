import type { Rule } from '../rule.ts';

export const noKind: Rule = {
  id: 'model/no-kind',
  severity: 'error',
  summary: 'an object without "apiVersion" or "kind"',
  docs: {
    why: `Without them nobody knows what the object is, and kubectl refuses it.
Source: k8s.io/apimachinery pkg/runtime/error.go (missingKindErr).`,
    bad: `apiVersion: v1
knd: ServiceAccount
metadata: {name: build}
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: build}
`,
  },
};
