import type { Rule } from '../rule.ts';

export const tooDeep: Rule = {
  id: 'yaml/too-deep',
  severity: 'error',
  summary: 'a document that is nested without end',
  docs: {
    why: `The API server refuses objects that are nested deeper than 10,000 levels, and argoflow reads none that no person can have
written.
Source: go encoding/json (maxNestingDepth).`,
    bad: `a: ${'['.repeat(600)}${']'.repeat(600)}\n`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  a: b
`,
  },
};
