import type { Rule } from '../rule.ts';

export const notText: Rule = {
  id: 'yaml/not-text',
  severity: 'error',
  summary: 'a control character in a file',
  docs: {
    why: `YAML has no place for control characters, so no reader takes the text; most often it is no manifest at all.
Source: YAML 1.2.2, section 5.1; go-yaml v2 readerc.go.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  a: ""
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  a: "\\u0001"
`,
  },
};
