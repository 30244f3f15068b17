import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const statusUnchecked: Rule = {
  id: 'trigger/status-unchecked',
  severity: 'info',
  summary: 'an HTTP trigger that succeeds whatever the answer is',
  docs: {
    why: `Without "policy.status" every answer is a success, 404 and 500 too: there is no retry, no dlqTrigger and no error in the log.
Source: argo-events pkg/sensors/triggers/http/http.go (ApplyPolicy).`,
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
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
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
      policy: {status: {allow: [200, 201]}}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'http' || objectAt(objectAt(trigger.spec, 'policy'), 'status') !== undefined) return;
      report({
        resource: sensor.resource,
        path: part.path,
        what: 'key',
        message: `the trigger "${trigger.name}" has no "policy.status", so an answer such as 404 or 500 is a success, too`,
        help: 'add "policy: {status: {allow: [200]}}"',
      });
    },
  },
};
