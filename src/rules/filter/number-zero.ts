import { parseFloat64 } from '../../simulate/strconv.ts';
import { dataFilters, isEquality } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const numberZero: Rule = {
  id: 'filter/number-zero',
  severity: 'info',
  summary: 'a number filter that values without a number pass',
  docs: {
    why: `A value that is no number, such as a text, null or an object, counts as 0. Where 0 passes, all of these do.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData). github.com/tidwall/gjson (Result.Float).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, comparator: "=", value: ["0"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, comparator: "=", value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        // "< 10" is about numbers; to ask for 0 may be to ask for nothing.
        if (spec.type !== 'number' || !isEquality(spec)) continue;
        const index = spec.value.findIndex((value) => {
          const number = parseFloat64(value);
          return number.ok && number.value === 0;
        });
        if (index < 0) continue;
        report({
          resource,
          path: [...path, 'value', index],
          message: `a "${spec.path}" that is no number, such as a text or null, counts as 0 and passes`,
        });
      }
    },
  },
};
