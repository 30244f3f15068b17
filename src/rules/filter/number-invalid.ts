import { parseFloat64 } from '../../simulate/strconv.ts';
import { dataFilters, outcomeOf } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const numberInvalid: Rule = {
  id: 'filter/number-invalid',
  severity: 'error',
  summary: 'a number filter whose value is no number',
  docs: {
    why: `The values of a filter of the type "number" are read as numbers. One that is none makes each event fail that gets to it.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, value: ["five"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.number, type: number, value: ["5"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (spec.type !== 'number') continue;
        for (const [index, value] of spec.value.entries()) {
          const number = parseFloat64(value);
          // An empty value is what the controller refuses.
          if (number.ok || value === '') continue;
          report({
            resource,
            path: [...path, 'value', index],
            message: `"${value}" is no number, so ${outcomeOf(index)}: ${number.error}`,
            ...(spec.value.every((one) => !parseFloat64(one).ok) && {
              help: 'the type of a text is "string"',
            }),
          });
        }
      }
    },
  },
};
