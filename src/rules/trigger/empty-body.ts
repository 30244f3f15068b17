import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const emptyBody: Rule = {
  id: 'trigger/empty-body',
  severity: 'info',
  summary: 'an HTTP request that usually has a body is sent without one',
  docs: {
    why: `Nothing of the event goes along by itself: without "payload" the body of a POST, PUT or PATCH is empty. The sensor logs a warning for each event.
Source: argo-events pkg/sensors/triggers/http/http.go (Execute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'http' || isRewritten(trigger, 'http.payload')) return;
      const method = textAt(part.value, 'method') || 'POST';
      if (!['POST', 'PATCH', 'PUT'].includes(method) || (part.value['payload'] ?? null) !== null) return;
      report({
        resource: sensor.resource,
        path: part.path,
        what: 'key',
        message: `the ${method} request has no "payload", so its body is empty`,
        help: 'add a "payload" to send something of the event',
      });
    },
  },
};
