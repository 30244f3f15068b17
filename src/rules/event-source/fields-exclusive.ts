import type { Rule } from '../rule.ts';

export const fieldsExclusive: Rule = {
  id: 'event-source/fields-exclusive',
  severity: 'error',
  summary: 'an event with fields that exclude each other',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. The message is the controller's.
Source: argo-events pkg/eventsources/sources/<type>/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  azureServiceBus:
    jobs: {fullyQualifiedNamespace: jobs.servicebus.windows.net, queueName: jobs, topicName: jobs, subscriptionName: argo}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  azureServiceBus:
    jobs: {fullyQualifiedNamespace: jobs.servicebus.windows.net, queueName: jobs}
`,
  },
};
