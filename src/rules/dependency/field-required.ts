import type { Rule } from '../rule.ts';

export const fieldRequired: Rule = {
  id: 'dependency/field-required',
  severity: 'error',
  summary: 'a dependency without a name, an event source or an event',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A dependency needs "name", "eventSourceName" and "eventName".
Source: argo-events pkg/reconciler/sensor/validate.go (validateDependencies).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github}]
  triggers: [{template: {name: log, log: {}}}]
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
