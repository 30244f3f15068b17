import type { Rule } from '../rule.ts';

export const noDependencies: Rule = {
  id: 'sensor/no-dependencies',
  severity: 'error',
  summary: 'a Sensor without dependencies',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. Without a dependency it would hear of no event.
Source: argo-events pkg/reconciler/sensor/validate.go (validateDependencies).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: []
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
