import type { Rule } from '../rule.ts';

export const timeEmpty: Rule = {
  id: 'filter/time-empty',
  severity: 'error',
  summary: 'a time filter that stops when it starts',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. The window begins at "start" and ends before "stop", which may be on the next day, but not at the same time.
Source: argo-events pkg/reconciler/sensor/validate.go (validateEventTimeFilter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00:00", stop: "08:00:00"}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "20:00:00", stop: "08:00:00"}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
