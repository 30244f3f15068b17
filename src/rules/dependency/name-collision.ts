import { isNamed, isSame } from '../conditions-fault.ts';
import type { Rule } from '../rule.ts';

export const nameCollision: Rule = {
  id: 'dependency/name-collision',
  severity: 'error',
  summary: 'two dependencies that conditions cannot tell apart',
  docs: {
    why: `In conditions "-" and "_" are the same: of "push-main" and "push_main" the later one is always meant.
Source: argo-events pkg/sensors/listener.go (getDependencyExpression, listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push-main, eventSourceName: github, eventName: app}, {name: push_main, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push-main", log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push-main, eventSourceName: github, eventName: app}, {name: push_tag, eventSourceName: github, eventName: tag}]
  triggers: [{template: {name: log, conditions: "push-main", log: {}}}]
`,
  },
  check: {
    sensor({ resource, dependencies, triggers }, { report }) {
      for (const [index, { name, path }] of dependencies.entries()) {
        const later = dependencies.findLast(
          (other, at) => at > index && other.name !== name && isSame(other.name, name),
        );
        if (later === undefined || !triggers.some(({ conditions }) => isNamed(conditions, name))) continue;
        report({
          resource,
          path: [...path, 'name'],
          message: `conditions cannot tell "${name}" from "${later.name}": both mean "${later.name}"`,
          help: 'let the names differ in more than "-" and "_"',
          related: [{ message: 'the other one', resource, path: [...later.path, 'name'] }],
        });
      }
    },
  },
};
