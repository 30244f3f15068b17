import type { Rule } from '../rule.ts';

export const natsEmpty: Rule = {
  id: 'event-bus/nats-empty',
  severity: 'error',
  summary: 'an EventBus of NATS Streaming that says nothing about it',
  docs: {
    why: `The controller refuses the EventBus: nothing is installed, and event sources and sensors that use it wait for "eventbus not ready". "nats" needs "native" or "exotic".
Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {nats: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {nats: {native: {replicas: 3}}}
`,
  },
};
