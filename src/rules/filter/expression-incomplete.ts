import type { Rule } from '../rule.ts';

export const expressionIncomplete: Rule = {
  id: 'filter/expression-incomplete',
  severity: 'error',
  summary: 'an expression filter without an expression or without fields',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. An expression filter needs "expr", and "fields" each with a "path" and a "name".
Source: argo-events pkg/reconciler/sensor/validate.go (validateEventExprFilter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action == "opened"'}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action == "opened"', fields: [{name: action, path: body.action}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
