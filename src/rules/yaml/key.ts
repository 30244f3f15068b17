import type { Rule } from '../rule.ts';

export const key: Rule = {
  id: 'yaml/key',
  severity: 'error',
  summary: 'a key that is no text',
  docs: {
    why: `JSON, into which every reader of Kubernetes turns YAML, has texts as keys and nothing else. Most often \`{{…}}\` of a template is
not in quotes, which makes it a mapping as a key.
Source: sigs.k8s.io/yaml (convertToJSONableObject).`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  text: {{inputs.parameters.text}}
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  text: "{{inputs.parameters.text}}"
`,
  },
};
