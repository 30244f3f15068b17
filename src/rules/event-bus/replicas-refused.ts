import type { Rule } from '../rule.ts';

export const replicasRefused: Rule = {
  id: 'event-bus/replicas-refused',
  severity: 'error',
  summary: 'a number of servers that a JetStream bus cannot have',
  docs: {
    why: `The controller refuses the EventBus: nothing is installed, and event sources and sensors that use it wait for "eventbus not ready". A JetStream cluster needs a majority to go on, which two servers do not have when one is lost: one, or three and more.
Source: argo-events pkg/reconciler/eventbus/validate.go (ValidateEventBus).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest, replicas: 2}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest, replicas: 3}}
`,
  },
};
