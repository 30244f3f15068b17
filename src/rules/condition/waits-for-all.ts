import { isObject } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const waitsForAll: Rule = {
  id: 'condition/waits-for-all',
  severity: 'info',
  summary: 'a trigger without conditions in a Sensor with several dependencies',
  docs: {
    why: `Without conditions a trigger waits until there has been an event of each dependency, and then fires once.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push || tag", log: {}}}]
`,
  },
  check: {
    trigger(trigger, { resource, dependencies }, { report }) {
      const names = [...new Set(dependencies.map(({ name }) => name))].filter((name) => name !== '');
      if (names.length < 2 || trigger.conditions !== '' || trigger.path.includes('dlqTrigger')) return;
      if (!isObject(trigger.spec['template'])) return;
      report({
        resource,
        path: [...trigger.path, 'template'],
        what: 'key',
        message: `the trigger "${trigger.name}" fires once there has been an event of each: ${names.map((name) => `"${name}"`).join(', ')}`,
        help: `write "conditions: ${names.join(' && ')}" if that is meant, or with "||" to fire on each event`,
      });
    },
  },
};
