import { parseFloat64 } from '../../simulate/strconv.ts';
import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const stringOrdering: Rule = {
  id: 'filter/string-ordering',
  severity: 'error',
  summary: 'a string filter that compares with less or greater',
  docs: {
    why: `A filter of the type "string" knows "=" and "!=". With "<", "<=", ">" and ">=" it never passes.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: string, comparator: ">", value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, comparator: ">", value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (spec.type !== 'string' || !['<', '<=', '>', '>='].includes(spec.comparator)) continue;
        const numbers = spec.value.every((value) => parseFloat64(value).ok);
        const type = [...path, 'type'];
        report({
          resource,
          path: [...path, 'comparator'],
          message: `a string is not compared with "${spec.comparator}", so no event passes`,
          help: numbers ? 'write "type: number"' : 'a string has the comparators "=" and "!="',
          ...(numbers && {
            fix: {
              message: 'write "type: number"',
              safe: true,
              edits: [{ kind: 'set', path: type, value: 'number' }],
            },
          }),
        });
      }
    },
  },
};
