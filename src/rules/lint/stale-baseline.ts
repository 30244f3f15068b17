import type { Rule } from '../rule.ts';

export const staleBaseline: Rule = {
  id: 'lint/stale-baseline',
  severity: 'info',
  summary: 'the baseline holds back findings that there are not any more',
  docs: {
    why:
      'A baseline (--baseline, and --write-baseline to write it) counts known findings by file, rule, object and ' +
      'message. An entry that counts more than there are is about something that was mended, and would let the same ' +
      'mistake come back unseen. Only entries are judged whose files were read in this run.',
    bad: `# .argoflow-baseline.json
{
  "version": 1,
  "findings": [
    {
      "file": "account.yaml",
      "rule": "schema/unknown-field",
      "object": "ServiceAccount/argo/build",
      "message": "the ServiceAccount has no field \\"colour\\""
    }
  ]
}
---
# account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: build, namespace: argo}
`,
    good: `# .argoflow-baseline.json
{ "version": 1, "findings": [] }
---
# account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: build, namespace: argo}
`,
  },
};
