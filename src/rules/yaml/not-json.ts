import type { Rule } from '../rule.ts';

export const notJson: Rule = {
  id: 'yaml/not-json',
  severity: 'error',
  summary: 'a value that JSON cannot hold',
  docs: {
    why: `\`.inf\` and \`.nan\` are numbers of YAML, and JSON has none such, so the object never gets to the API server.
Source: sigs.k8s.io/yaml (YAMLToJSON), go encoding/json.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  limit: .inf
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  limit: ".inf"
`,
  },
};
