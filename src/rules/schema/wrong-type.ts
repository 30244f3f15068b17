import type { Rule } from '../rule.ts';

export const wrongType: Rule = {
  id: 'schema/wrong-type',
  severity: 'error',
  summary: 'a value of another type than its field',
  docs: {
    why: `The decoder refuses the whole object. For the kinds of Argo Events it is worse: the CRDs take the value, and the controller
then cannot decode its list of that kind at all, so that it stops seeing all other objects of the kind, too.
Source: argo-events pkg/apis/events/v1alpha1 (Go types), controller-runtime pkg/cache (informers list and decode a kind as a whole).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {intervalSeconds: "10"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {intervalSeconds: 10}}
`,
  },
};
