import { isObject } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const retryWithoutAtLeastOnce: Rule = {
  id: 'trigger/retry-without-at-least-once',
  severity: 'warning',
  summary: 'a retryStrategy without "atLeastOnce: true"',
  docs: {
    why: `Without "atLeastOnce" the trigger's work runs in the background, and what is tried again is only its start, which always succeeds: there is one attempt. Seen on a cluster.
Source: argo-events pkg/sensors/listener.go (triggerActions).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - retryStrategy: {steps: 3}
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      retryStrategy: {steps: 3}
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger({ spec, path }, sensor, { report }) {
      const retry = spec['retryStrategy'];
      if (spec['atLeastOnce'] === true || !isObject(retry) || retry['steps'] === 1) return;
      report({
        resource: sensor.resource,
        path: [...path, 'retryStrategy'],
        what: 'key',
        message: '"retryStrategy" has no effect without "atLeastOnce: true": there is one attempt',
        help: 'add "atLeastOnce: true" to the trigger; an event may then start the work more than once',
        fix: {
          message: 'add "atLeastOnce: true"',
          safe: false,
          edits: [{ kind: 'set', path: [...path, 'atLeastOnce'], value: true }],
        },
      });
    },
  },
};
