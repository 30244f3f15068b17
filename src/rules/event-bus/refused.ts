import { refusedBus } from '../../simulate/validation/bus-validation.ts';
import type { Rule } from '../rule.ts';

export const refused: Rule = {
  id: 'event-bus/refused',
  severity: 'error',
  summary: 'the controller refuses an EventBus',
  docs: {
    why: `The bus is not installed, and whatever uses it stays at "eventbus not ready". The message is the controller's; it says
the first thing that it finds. Source: argo-events pkg/reconciler/eventbus/validate.go.`,
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
  check: {
    eventBus({ resource }, { report }) {
      const refusal = refusedBus(resource.value);
      if (refusal !== undefined) report({ resource, ...refusal });
    },
  },
};
