import type { Rule } from '../rule.ts';

export const resetIncomplete: Rule = {
  id: 'condition/reset-incomplete',
  severity: 'error',
  summary: 'a reset of the conditions without a time',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. Each entry of "conditionsReset" needs "byTime".
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: push && tag, conditionsReset: [{}], log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: push && tag, conditionsReset: [{byTime: {cron: "0 0 * * *"}}], log: {}}}]
`,
  },
};
