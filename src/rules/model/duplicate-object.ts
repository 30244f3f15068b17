import type { Rule } from '../rule.ts';

export const duplicateObject: Rule = {
  id: 'model/duplicate-object',
  severity: 'warning',
  summary: 'an object that is given twice',
  docs: {
    why: `Applied in the order of the files, the later one replaces the earlier: what stands only in the first one is gone.
Source: kubectl apply, which sends one object after the other.`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: build}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: build}
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: build}
---
apiVersion: v1
kind: ServiceAccount
metadata: {name: test}
`,
  },
};
