import type { Rule } from '../rule.ts';

export const nameDuplicate: Rule = {
  id: 'trigger/name-duplicate',
  severity: 'error',
  summary: 'two triggers with one name',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. State, clients and metrics of a trigger are kept under its name.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggers).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, log: {}}}, {template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, log: {}}}, {template: {name: log-again, log: {}}}]
`,
  },
};
