import { objectAt, textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';

export const rateLimitUnit: Rule = {
  id: 'trigger/rate-limit-unit',
  severity: 'warning',
  summary: 'a unit of a rateLimit that counts as a second',
  docs: {
    why: `The units are "Second", "Minute" and "Hour", with a capital letter. Every other text counts as "Second".
Source: argo-events pkg/sensors/listener.go (initRateLimiter), pkg/apis/events/v1alpha1/sensor_types.go (RateLimiteUnit).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - rateLimit: {unit: minute, requestsPerUnit: 10}
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
      const unit = textAt(objectAt(spec, 'rateLimit'), 'unit');
      if (unit === '' || UNITS.includes(unit)) return;
      const at = [...path, 'rateLimit', 'unit'];
      const near = nearest(unit, UNITS);
      report({
        resource: sensor.resource,
        path: at,
        message: `"${unit}" is no unit that the sensor knows, and counts as "Second"`,
        help: near === undefined ? `the units: ${UNITS.join(', ')}` : `did you mean "${near}"?`,
        ...(near !== undefined && {
          fix: {
            message: `write "${near}"`,
            safe: near === 'Second',
            edits: [{ kind: 'set', path: at, value: near }],
          },
        }),
      });
    },
  },
};

const UNITS = ['Second', 'Minute', 'Hour'];
