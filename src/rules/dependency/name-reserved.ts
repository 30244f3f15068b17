import { conditionsFault } from '../conditions-fault.ts';
import type { Rule } from '../rule.ts';

export const nameReserved: Rule = {
  id: 'dependency/name-reserved',
  severity: 'error',
  summary: 'a dependency with the name of a function or an operator, in conditions',
  docs: {
    why: `Conditions are translated by an expression language whose functions and operators, such as "count", "first", "filter" and "not", come before the names of dependencies. The trigger stops when it starts, and the pod runs on.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: first, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "first && tag", log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push && tag", log: {}}}]
`,
  },
  check: {
    sensor(sensor, { engine, report }) {
      const { resource, dependencies, triggers } = sensor;
      const faults = triggers.map((trigger) => ({
        trigger,
        fault: conditionsFault(engine, trigger, sensor),
      }));
      for (const { name, path } of dependencies) {
        const stopped = faults.find(({ fault }) => fault?.kind === 'reserved' && fault.name === name);
        if (stopped === undefined) continue;
        report({
          resource,
          path: [...path, 'name'],
          message: `"${name}" means something else in conditions, so the trigger "${stopped.trigger.name}" stops when it starts`,
          help: 'give the dependency another name',
          related: [
            {
              message: 'the conditions',
              resource,
              path: [...stopped.trigger.path, 'template', 'conditions'],
            },
          ],
        });
      }
    },
  },
};
