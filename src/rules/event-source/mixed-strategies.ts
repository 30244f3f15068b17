import type { Rule } from '../rule.ts';

export const mixedStrategies: Rule = {
  id: 'event-source/mixed-strategies',
  severity: 'error',
  summary: 'types of events that cannot be in one EventSource',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. Types that take requests or poll a queue run in any number of pods, the others in one only, and a Deployment has one way to be updated. One by one: webhook, github, gitlab, bitbucket, bitbucketserver, gerrit, slack, sns, sqs, storageGrid, stripe, azureQueueStorage and mns can be together, and all others can.
Source: argo-events pkg/reconciler/eventsource/validate.go (ValidateEventSource), pkg/apis/events/v1alpha1/const.go (RecreateStrategyEventSources).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
  calendar:
    nightly: {schedule: "0 2 * * *"}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
};
