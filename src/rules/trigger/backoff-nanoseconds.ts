import { backoffsOf } from '../backoffs.ts';
import type { Rule } from '../rule.ts';

export const backoffNanoseconds: Rule = {
  id: 'trigger/backoff-nanoseconds',
  severity: 'warning',
  summary: 'a duration without a unit',
  docs: {
    why: `A number as "duration" is a number of nanoseconds: "duration: 10" waits for ten billionths of a second.
Source: argo-events pkg/shared/util/retry.go (Convert2WaitBackoff), pkg/apis/events/v1alpha1/int64str.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      retryStrategy: {steps: 3, duration: 10}
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
      retryStrategy: {steps: 3, duration: 10s}
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { value, path } of backoffsOf(trigger)) {
        const { duration } = value;
        // From a millisecond on somebody may mean it.
        if (typeof duration !== 'number' || duration <= 0 || duration >= 1_000_000) continue;
        const at = [...path, 'duration'];
        report({
          resource: sensor.resource,
          path: at,
          message: `the duration ${duration} is ${duration} nanoseconds`,
          help: `write "${duration}s" for seconds`,
          fix: {
            message: `write "${duration}s"`,
            safe: false,
            edits: [{ kind: 'set', path: at, value: `${duration}s` }],
          },
        });
      }
    },
  },
};
