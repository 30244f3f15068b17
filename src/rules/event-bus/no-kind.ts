import type { Rule } from '../rule.ts';

export const noKind: Rule = {
  id: 'event-bus/no-kind',
  severity: 'error',
  summary: 'an EventBus without a kind',
  docs: {
    why: `The controller refuses the EventBus: nothing is installed, and event sources and sensors that use it wait for "eventbus not ready". The spec needs one of "nats", "jetstream", "kafka" and "jetstreamExotic".
Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest}}
`,
  },
};
