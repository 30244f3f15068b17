import type { Rule } from '../rule.ts';

export const portOutOfRange: Rule = {
  id: 'trigger/port-out-of-range',
  severity: 'error',
  summary: 'a port of a mail server that cannot be one',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A port is a number from 0 to 65535.
Source: argo-events pkg/reconciler/sensor/validate.go (validateEmailTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, email: {host: smtp.example.com, port: 99999, from: argo@example.com, to: [ada@example.com], subject: pushed, body: somebody pushed}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: post, email: {host: smtp.example.com, port: 587, from: argo@example.com, to: [ada@example.com], subject: pushed, body: somebody pushed}}}]
`,
  },
};
