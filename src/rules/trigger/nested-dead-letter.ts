import type { Rule } from '../rule.ts';

export const nestedDeadLetter: Rule = {
  id: 'trigger/nested-dead-letter',
  severity: 'warning',
  summary: 'a dlqTrigger of a dlqTrigger',
  docs: {
    why: `When a dlqTrigger fails, its error is logged, and that is the end of it.
Source: argo-events pkg/sensors/listener.go (actionFunc).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
      dlqTrigger:
        atLeastOnce: true
        template: {name: log, log: {}}
        dlqTrigger: {atLeastOnce: true, template: {name: log-again, log: {}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
      dlqTrigger:
        atLeastOnce: true
        template: {name: log, log: {}}
`,
  },
  check: {
    trigger({ name, path }, sensor, { report }) {
      if (path.at(-1) !== 'dlqTrigger' || path.at(-2) !== 'dlqTrigger') return;
      report({
        resource: sensor.resource,
        path,
        what: 'key',
        message: `the dlqTrigger "${name}" belongs to a dlqTrigger and never runs`,
        fix: { message: 'remove the inner dlqTrigger', safe: true, edits: [{ kind: 'remove', path }] },
      });
    },
  },
};
