import type { Rule } from '../rule.ts';

export const tag: Rule = {
  id: 'yaml/tag',
  severity: 'error',
  summary: 'a tag that does not fit its value',
  docs: {
    why: `\`!!int\` and its like demand a value of that type; go-yaml refuses the document when it is another one.
Source: go-yaml v2 resolve.go.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  port: !!int many
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  port: !!str 12000
`,
  },
};
