import type { Rule } from '../rule.ts';

export const operatorUnknown: Rule = {
  id: 'filter/operator-unknown',
  severity: 'error',
  summary: 'a logical operator that is neither "and" nor "or"',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. The operators are "and" and "or" in small letters; none means "and".
Source: argo-events pkg/reconciler/sensor/validate.go (validateLogicalOperator).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {dataLogicalOperator: OR, data: [{path: body.action, type: string, value: ["^opened$"]}, {path: body.action, type: string, value: ["^closed$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {dataLogicalOperator: or, data: [{path: body.action, type: string, value: ["^opened$"]}, {path: body.action, type: string, value: ["^closed$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
