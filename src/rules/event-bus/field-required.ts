import type { Rule } from '../rule.ts';

export const fieldRequired: Rule = {
  id: 'event-bus/field-required',
  severity: 'error',
  summary: 'an EventBus that lacks what its kind needs',
  docs: {
    why: `The controller refuses the EventBus: nothing is installed, and event sources and sensors that use it wait for "eventbus not ready". A JetStream bus needs "version"; a bus that runs already needs "url", and "clusterID" if it is NATS Streaming.
Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {replicas: 3}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest, replicas: 3}}
`,
  },
};
