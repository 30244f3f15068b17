import type { Rule } from '../rule.ts';

export const merge: Rule = {
  id: 'yaml/merge',
  severity: 'error',
  summary: 'a "<<" whose value is no mapping',
  docs: {
    why: `A merge key takes a mapping, an alias of one, or a list of such; go-yaml refuses the document with anything else.
Source: go-yaml v2 decode.go (merge).`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  <<: text
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, labels: &labels {app: build}, annotations: {<<: *labels}}
`,
  },
};
