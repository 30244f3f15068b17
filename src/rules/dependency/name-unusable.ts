import { isUsable } from '../conditions-fault.ts';
import type { Rule } from '../rule.ts';

export const nameUnusable: Rule = {
  id: 'dependency/name-unusable',
  severity: 'error',
  summary: 'a dependency with a name that no trigger can wait for',
  docs: {
    why: `The conditions of a trigger are an expression over the names of dependencies, also when none are written. A name has to begin with a letter and may have letters, digits, "-" and "_", and "true", "false" and "in" mean something else. With any other name the trigger stops when it starts, the pod runs on, and no check of the controller looks at it.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: 1st-push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: first-push, eventSourceName: github, eventName: app}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    sensor({ resource, dependencies }, { engine, report }) {
      for (const { name, path } of dependencies) {
        if (name === '' || isUsable(engine, name)) continue;
        report({
          resource,
          path: [...path, 'name'],
          message: `no trigger can wait for a dependency called "${name}": conditions cannot name it`,
          help: 'begin with a letter, and use letters, digits, "-" and "_"',
        });
      }
    },
  },
};
