import type { Rule } from '../rule.ts';

export const fieldRequired: Rule = {
  id: 'trigger/field-required',
  severity: 'error',
  summary: 'a trigger that lacks what its kind needs',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. Each kind has fields that have to be there: http "url"; awsLambda "functionName", "region" and "payload"; kafka "url", "topic" and "payload"; nats "url", "subject" and "payload"; slack "slackToken"; openWhisk "host", "actionName" and "payload"; custom "serverURL" and "spec"; email "host".
Source: argo-events pkg/reconciler/sensor/validate.go (validateTriggerTemplate and what it calls).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {method: POST, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}}]
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
