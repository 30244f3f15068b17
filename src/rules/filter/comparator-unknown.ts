import type { Rule } from '../rule.ts';

export const comparatorUnknown: Rule = {
  id: 'filter/comparator-unknown',
  severity: 'error',
  summary: 'a comparator that filters do not have',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A data filter compares with ">=", ">", "=", "!=", "<" or "<=".
Source: argo-events pkg/reconciler/sensor/validate.go (validateComparator).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, comparator: "==", value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, comparator: "=", value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
