import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const notEqualAny: Rule = {
  id: 'filter/not-equal-any',
  severity: 'warning',
  summary: 'a filter with "!=" and several values, of which one is always different',
  docs: {
    why: `With several values it is enough that one compares. A text that is "a" is not "b", so "!=" with both passes nearly always.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, comparator: "!=", value: ["^opened$", "^closed$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, comparator: "!=", value: ["^(opened|closed)$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        const values = [...new Set(spec.value)];
        if (spec.comparator !== '!=' || values.length < 2 || !['string', 'number'].includes(spec.type))
          continue;
        const either = `(${values.map((value) => value.replace(/^\^|\$$/g, '')).join('|')})`;
        const anchored = values.every((value) => value.startsWith('^') && value.endsWith('$'));
        report({
          resource,
          path: [...path, 'value'],
          message: `one value that is different is enough, so ${values.map((value) => `"${value}"`).join(' and ')} let nearly all events pass`,
          help:
            spec.type === 'string'
              ? `write one value: "${anchored ? `^${either}$` : either}"`
              : 'write a filter for each value',
        });
      }
    },
  },
};
