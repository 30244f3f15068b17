import type { Rule } from '../rule.ts';

export const methodUnknown: Rule = {
  id: 'trigger/method-unknown',
  severity: 'error',
  summary: 'an HTTP method that triggers cannot use',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. The methods are GET, DELETE, PATCH, POST and PUT, in capital letters.
Source: argo-events pkg/reconciler/sensor/validate.go (validateHTTPTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {method: post, url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {method: POST, url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}}]
`,
  },
};
