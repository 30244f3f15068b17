import type { Rule } from '../rule.ts';

export const templateMissing: Rule = {
  id: 'trigger/template-missing',
  severity: 'error',
  summary: 'a trigger without a template',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A trigger is what its "template" says.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{atLeastOnce: true}]
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
