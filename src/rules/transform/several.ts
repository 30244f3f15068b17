import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const several: Rule = {
  id: 'transform/several',
  severity: 'warning',
  summary: 'a transformation with jq and a script, of which jq runs',
  docs: {
    why: `With "jq" the "script" is not looked at.
Source: argo-events pkg/sensors/dependencies/transform.go (ApplyTransform).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: ". + {seen: true}", script: "event.seen = true return event"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: ". + {seen: true}"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency({ transform, path }, { resource }, { report }) {
      if (textAt(transform, 'jq') === '' || textAt(transform, 'script') === '') return;
      const at = [...path, 'transform', 'script'];
      report({
        resource,
        path: at,
        what: 'key',
        message: 'the "script" never runs, because there is "jq" too',
        fix: { message: 'remove the "script"', safe: false, edits: [{ kind: 'remove', path: at }] },
      });
    },
  },
};
