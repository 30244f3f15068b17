import type { Rule } from '../rule.ts';

export const allowMissing: Rule = {
  id: 'policy/allow-missing',
  severity: 'error',
  summary: 'a policy on the status of a response without statuses',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. "policy.status" compares the status with the list "allow".
Source: argo-events pkg/reconciler/sensor/validate.go (validateStatusPolicy).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}, policy: {status: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}, policy: {status: {allow: [200]}}}]
`,
  },
};
