import { conditionsFault } from '../conditions-fault.ts';
import type { Rule } from '../rule.ts';

export const constant: Rule = {
  id: 'condition/constant',
  severity: 'error',
  summary: 'conditions that name no dependency',
  docs: {
    why: `A trigger hears of the dependencies that its conditions name. With "true" or a number it hears of none, and says nothing about it.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "true", log: {}}}]
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
    trigger(trigger, sensor, { engine, report }) {
      if (conditionsFault(engine, trigger, sensor)?.kind !== 'constant') return;
      report({
        resource: sensor.resource,
        path: [...trigger.path, 'template', 'conditions'],
        message: `the conditions "${trigger.conditions}" name no dependency, so the trigger "${trigger.name}" never fires`,
        help: `its dependencies: ${sensor.dependencies.map(({ name }) => `"${name}"`).join(', ')}`,
      });
    },
  },
};
