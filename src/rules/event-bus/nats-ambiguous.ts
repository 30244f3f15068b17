import type { Rule } from '../rule.ts';

export const natsAmbiguous: Rule = {
  id: 'event-bus/nats-ambiguous',
  severity: 'error',
  summary: 'an EventBus of NATS Streaming that is both installed and used from elsewhere',
  docs: {
    why: `The controller refuses the EventBus: nothing is installed, and event sources and sensors that use it wait for "eventbus not ready". "native" is installed by the controller, "exotic" runs already: one of them.
Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {nats: {native: {replicas: 3}, exotic: {clusterID: builds, url: "nats://nats:4222"}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {nats: {native: {replicas: 3}}}
`,
  },
};
