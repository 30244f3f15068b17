import { readBackoff } from '../../simulate/bus/backoff.ts';
import { backoffsOf } from '../backoffs.ts';
import type { Rule } from '../rule.ts';

export const backoffInvalid: Rule = {
  id: 'trigger/backoff-invalid',
  severity: 'error',
  summary: 'a backoff that cannot be read',
  docs: {
    why: `"duration" is a text such as "10s" or a number of nanoseconds; "factor" and "jitter" are numbers, and a number in quotes is none. With a retryStrategy that cannot be read the trigger is never called.
Source: argo-events pkg/shared/util/retry.go (Convert2WaitBackoff), pkg/sensors/listener.go (triggerActions).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      retryStrategy: {steps: 3, factor: "2"}
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
      retryStrategy: {steps: 3, factor: 2}
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      for (const { value, path, effect } of backoffsOf(trigger)) {
        const { duration, factor, jitter } = value;
        // Only a text that is not plainly a duration needs the engine.
        const plain = (one: unknown) => one === undefined || one === null || typeof one === 'number';
        const simple = typeof duration === 'string' && /^\d{1,6}(?:ms|s|m|h)$/.test(duration);
        if ((plain(duration) || simple) && plain(factor) && plain(jitter)) continue;
        const read = readBackoff(engine, value);
        if (read.ok) continue;
        const quoted = (['factor', 'jitter'] as const).find(
          (field) => typeof value[field] === 'string' && /^\d+(\.\d+)?$/.test(value[field]),
        );
        const number = quoted === undefined ? undefined : Number(value[quoted]);
        const culprit = /factor|jitter/.exec(read.error)?.[0] ?? 'duration';
        report({
          resource: sensor.resource,
          path: [...path, culprit],
          message: `${read.error}, so ${effect}`,
          ...(quoted === culprit &&
            number !== undefined && {
              help: `write ${number} without quotes`,
              fix: {
                message: `write ${number} without quotes`,
                safe: true,
                edits: [{ kind: 'set', path: [...path, quoted], value: number }],
              },
            }),
        });
      }
    },
  },
};
