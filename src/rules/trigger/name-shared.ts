import type { Rule } from '../rule.ts';

export const nameShared: Rule = {
  id: 'trigger/name-shared',
  severity: 'warning',
  summary: 'a dlqTrigger with the name of another trigger',
  docs: {
    why: `Rate limits, clients and connections are kept under the names of triggers, so a dlqTrigger uses those of the trigger whose name it has. The controller compares the names of the others only.
Source: argo-events pkg/sensors/context.go, pkg/reconciler/sensor/validate.go (validateTriggers).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      template: {name: post, http: {url: https://chat.example.com, timeout: 1, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
      dlqTrigger:
        atLeastOnce: true
        template: {name: post, http: {url: https://mail.example.com, timeout: 30, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - atLeastOnce: true
      template: {name: post, http: {url: https://chat.example.com, timeout: 1, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
      dlqTrigger:
        atLeastOnce: true
        template: {name: post-failed, http: {url: https://mail.example.com, timeout: 30, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      if (trigger.path.at(-1) !== 'dlqTrigger' || trigger.name === '') return;
      const other = sensor.triggers.find(({ name }) => name === trigger.name);
      if (other === undefined) return;
      report({
        resource: sensor.resource,
        path: [...trigger.path, 'template', 'name'],
        message: `the dlqTrigger has the name "${trigger.name}" of another trigger, whose client and connection it uses`,
        help: 'give it a name of its own',
        related: [
          {
            message: 'the other trigger',
            resource: sensor.resource,
            path: [...other.path, 'template', 'name'],
          },
        ],
      });
    },
  },
};
