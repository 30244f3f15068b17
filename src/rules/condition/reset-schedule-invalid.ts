import type { Rule } from '../rule.ts';

export const resetScheduleInvalid: Rule = {
  id: 'condition/reset-schedule-invalid',
  severity: 'error',
  summary: 'a reset of the conditions with a schedule that cannot be read',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. "cron" has five fields: minute, hour, day of the month, month, day of the week. There are no seconds and no names such as "@daily".
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: push && tag, conditionsReset: [{byTime: {cron: "@daily"}}], log: {}}}]
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
