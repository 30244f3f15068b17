import type { Rule } from '../rule.ts';

export const operationUnknown: Rule = {
  id: 'parameter/operation-unknown',
  severity: 'error',
  summary: 'an operation of a parameter that does not exist',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A parameter can "overwrite", which is the default, "append" and "prepend".
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerParameter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref, operation: replace}]}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref, operation: overwrite}]}}}]
`,
  },
};
