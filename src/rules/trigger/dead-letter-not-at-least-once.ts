import type { Rule } from '../rule.ts';

export const deadLetterNotAtLeastOnce: Rule = {
  id: 'trigger/dead-letter-not-at-least-once',
  severity: 'error',
  summary: 'a dlqTrigger without "atLeastOnce: true" around it and in it',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. Only a trigger that is delivered at least once knows that it failed, so both it and its dlqTrigger have to say "atLeastOnce: true".
Source: argo-events pkg/reconciler/sensor/validate.go (validateDlqTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}, dlqTrigger: {atLeastOnce: true, template: {name: log, log: {}}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}, atLeastOnce: true, dlqTrigger: {atLeastOnce: true, template: {name: log, log: {}}}}]
`,
  },
};
