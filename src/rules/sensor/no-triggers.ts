import type { Rule } from '../rule.ts';

export const noTriggers: Rule = {
  id: 'sensor/no-triggers',
  severity: 'error',
  summary: 'a Sensor without triggers',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. Without a trigger it would do nothing.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggers).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: []
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
