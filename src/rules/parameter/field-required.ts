import type { Rule } from '../rule.ts';

export const fieldRequired: Rule = {
  id: 'parameter/field-required',
  severity: 'error',
  summary: 'a parameter without a source, a dependency or a destination',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A parameter needs "src" with a "dependencyName", and "dest"; only in the "payload" of an HTTP trigger "dest" may be absent, and the value is the whole body.
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerParameter, validateTriggerParameterForHTTP).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{dest: ref}]}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}}]
`,
  },
};
