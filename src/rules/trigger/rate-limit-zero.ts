import { readRateLimit } from '../../simulate/bus/rate-limit.ts';
import type { Rule } from '../rule.ts';

export const rateLimitZero: Rule = {
  id: 'trigger/rate-limit-zero',
  severity: 'error',
  summary: 'a rateLimit without requestsPerUnit',
  docs: {
    why: `The sensor divides by it when it starts: "panic: runtime error: integer divide by zero", again and again. Seen on a cluster.
Source: argo-events pkg/sensors/listener.go (initRateLimiter).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - rateLimit: {unit: Minute}
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
    - rateLimit: {unit: Minute, requestsPerUnit: 10}
      template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger({ spec, path }, sensor, { report }) {
      // A dlqTrigger has no limiter of its own.
      if (path.at(-1) === 'dlqTrigger' || readRateLimit(spec['rateLimit']).kind !== 'crash') return;
      report({
        resource: sensor.resource,
        path: [...path, 'rateLimit'],
        message: 'the "rateLimit" has no "requestsPerUnit" above 0: the sensor crashes when it starts',
        help: 'add "requestsPerUnit"',
      });
    },
  },
};
