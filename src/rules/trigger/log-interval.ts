import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const logInterval: Rule = {
  id: 'trigger/log-interval',
  severity: 'info',
  summary: '"intervalSeconds" of a log trigger, which suppresses nothing',
  docs: {
    why: `The time of the last line is kept in an object that is made anew for each event, so every event is logged.
Source: argo-events pkg/sensors/triggers/log/log.go, pkg/sensors/trigger.go (GetTrigger).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template: {name: log, log: {intervalSeconds: 60}}
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
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'log' || (part.value['intervalSeconds'] ?? 0) === 0) return;
      const path = [...part.path, 'intervalSeconds'];
      report({
        resource: sensor.resource,
        path,
        what: 'key',
        message: '"intervalSeconds" has no effect: every event is logged',
        fix: { message: 'remove "intervalSeconds"', safe: true, edits: [{ kind: 'remove', path }] },
      });
    },
  },
};
