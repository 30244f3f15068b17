import type { Rule } from '../rule.ts';

export const timeInvalid: Rule = {
  id: 'filter/time-invalid',
  severity: 'error',
  summary: 'a time filter whose start or stop is no time of day',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. "start" and "stop" are read as HH:MM:SS with a 24-hour clock.
Source: argo-events pkg/reconciler/sensor/validate.go (validateEventTimeFilter), pkg/shared/util/time.go (ParseTime).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00", stop: "18:00:00"}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00:00", stop: "18:00:00"}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
