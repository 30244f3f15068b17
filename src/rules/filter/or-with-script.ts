import { filtersOf } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const orWithScript: Rule = {
  id: 'filter/or-with-script',
  severity: 'info',
  summary: 'filters of which one is enough, where the error of one is too much',
  docs: {
    why: `With "filtersLogicalOperator: or" one kind of filters is enough, but an error in any of them throws the event away: a script that fails, or a path in "data" or "exprs" that the event does not have, also when another kind passes.
Source: argo-events pkg/sensors/dependencies/filter.go (Filter, filterEvent).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filtersLogicalOperator: or, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}], script: "return event.body.draft == false"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}], script: "return event.body.draft == false"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      const filters = filtersOf(dependency);
      if (filters === undefined || dependency.filtersLogicalOperator !== 'or') return;
      const { exprs, data, context, time, script } = filters;
      const failing = [
        ...(exprs === undefined ? [] : ['exprs']),
        ...(data === undefined ? [] : ['data']),
        ...(script === '' ? [] : ['script']),
      ];
      const others = (context === undefined ? 0 : 1) + (time === undefined ? 0 : 1);
      if (failing.length === 0 || failing.length + others < 2) return;
      report({
        resource,
        path: [...dependency.path, 'filtersLogicalOperator'],
        message: `an error in ${failing.map((kind) => `"${kind}"`).join(' or ')}, such as a path that is not there, throws the event away even when another filter passes`,
        help: 'write a dependency for each, and "||" between them in the conditions',
      });
    },
  },
};
