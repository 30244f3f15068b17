import type { Rule } from '../rule.ts';

export const checkIntervalInvalid: Rule = {
  id: 'event-source/check-interval-invalid',
  severity: 'error',
  summary: 'a checkInterval that is no duration',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/eventsources/sources/hdfs/validate.go, pkg/eventsources/sources/bitbucketserver/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  hdfs:
    drop: {type: CREATE, checkInterval: 1 minute, directory: /data/, path: in.csv, addresses: ["namenode:8020"], hdfsUser: argo}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  hdfs:
    drop: {type: CREATE, checkInterval: 1m, directory: /data/, path: in.csv, addresses: ["namenode:8020"], hdfsUser: argo}
`,
  },
};
