import type { Rule } from '../rule.ts';

export const syntax: Rule = {
  id: 'yaml/syntax',
  severity: 'error',
  summary: 'a text that is no YAML',
  docs: {
    why: `No reader takes the document: kubectl refuses the whole file. \`argo-events lint\` skips such a document and still ends well.
Source: argo-events pkg/cmd (lint), go-yaml.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  text: "not closed
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data:
  text: "closed"
`,
  },
};
