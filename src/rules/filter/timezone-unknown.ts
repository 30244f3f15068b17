import type { Rule } from '../rule.ts';

export const timezoneUnknown: Rule = {
  id: 'filter/timezone-unknown',
  severity: 'error',
  summary: 'a time filter in a time zone that does not exist',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. "timezone" is a name of the IANA time zone database.
Source: argo-events pkg/reconciler/sensor/validate.go (validateEventTimeFilter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00:00", stop: "18:00:00", timezone: CEST}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00:00", stop: "18:00:00", timezone: Europe/Berlin}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
