import type { Rule } from '../rule.ts';

export const contextEmpty: Rule = {
  id: 'filter/context-empty',
  severity: 'error',
  summary: 'a context filter that compares nothing',
  docs: {
    why: `The controller refuses the Sensor: no Deployment is made or changed, so none of its triggers works as written. Of the context only "type", "subject", "source" and "datacontenttype" are compared, and one of them has to be there.
Source: argo-events pkg/reconciler/sensor/validate.go (validateEventCtxFilter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {context: {id: "1"}}}]
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
