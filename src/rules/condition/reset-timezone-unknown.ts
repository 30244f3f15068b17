import type { Rule } from '../rule.ts';

export const resetTimezoneUnknown: Rule = {
  id: 'condition/reset-timezone-unknown',
  severity: 'error',
  summary: 'a reset of the conditions in a time zone that does not exist',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. "timezone" is a name of the IANA time zone database.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: push && tag, conditionsReset: [{byTime: {cron: "0 0 * * *", timezone: CEST}}], log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: push && tag, conditionsReset: [{byTime: {cron: "0 0 * * *", timezone: Europe/Berlin}}], log: {}}}]
`,
  },
};
