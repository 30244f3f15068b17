import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const errorOnFailedRound: Rule = {
  id: 'sensor/error-on-failed-round',
  severity: 'info',
  summary: '"errorOnFailedRound", which nothing reads',
  docs: {
    why: `The field is declared, and no part of Argo Events looks at it.
Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (SensorSpec); pkg/sensors has no use of it.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  errorOnFailedRound: true
  triggers:
    - template: {name: log, log: {}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {}}
`,
  },
  check: {
    sensor({ resource }, { report }) {
      if (objectAt(resource.value, 'spec')?.['errorOnFailedRound'] !== true) return;
      const path = ['spec', 'errorOnFailedRound'];
      report({
        resource,
        path,
        what: 'key',
        message: '"errorOnFailedRound" has no effect: nothing reads it',
        fix: { message: 'remove "errorOnFailedRound"', safe: true, edits: [{ kind: 'remove', path }] },
      });
    },
  },
};
