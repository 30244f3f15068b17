import type { Rule } from '../rule.ts';

export const nameMissing: Rule = {
  id: 'trigger/name-missing',
  severity: 'error',
  summary: 'a trigger without a name',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. State, clients and metrics of a trigger are kept under its name.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {log: {}}}]
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
