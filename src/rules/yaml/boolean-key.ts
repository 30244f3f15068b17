import type { Rule } from '../rule.ts';

export const booleanKey: Rule = {
  id: 'yaml/boolean-key',
  severity: 'warning',
  summary: 'a key that is read as a boolean',
  docs: {
    why: `To YAML 1.1, which kubectl and the controllers read, the words \`y\`, \`n\`, \`yes\`, \`no\`, \`on\` and \`off\` are booleans, as keys, too:
the key is called "true" or "false" then.
Source: sigs.k8s.io/yaml, go-yaml v2 resolve.go.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  on: "push"
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  "on": "push"
`,
  },
};
