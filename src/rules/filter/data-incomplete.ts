import type { Rule } from '../rule.ts';

export const dataIncomplete: Rule = {
  id: 'filter/data-incomplete',
  severity: 'error',
  summary: 'a data filter without a path, a type or a value',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. A data filter needs "path", "type" and at least one "value", none of them empty.
Source: argo-events pkg/reconciler/sensor/validate.go (validateEventDataFilter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, value: ["^opened$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
};
