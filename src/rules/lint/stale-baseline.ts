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
      "file": "bus.yaml",
      "rule": "event-bus/refused",
      "object": "EventBus/argo/default",
      "message": "invalid spec: either \\"nats\\", \\"jetstream\\", \\"jetstreamExotic\\", or \\"kafka\\" needs to be specified"
    }
  ]
}
---
# bus.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default, namespace: argo}
spec: {jetstream: {version: latest, replicas: 3}}
`,
    good: `# .argoflow-baseline.json
{ "version": 1, "findings": [] }
---
# bus.yaml
apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default, namespace: argo}
spec: {jetstream: {version: latest, replicas: 3}}
`,
  },
};
