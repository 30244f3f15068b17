import { parseBool } from '../../simulate/strconv.ts';
import { dataFilters, isEquality } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const boolComparator: Rule = {
  id: 'filter/bool-comparator',
  severity: 'warning',
  summary: 'a bool filter with a comparator, which is ignored',
  docs: {
    why: `A filter of the type "bool" passes when the value is one of those in the list, whatever the comparator is. With "!=" it does the opposite of what it says.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.draft, type: bool, comparator: "!=", value: ["true"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.draft, type: bool, value: ["false"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (spec.type !== 'bool' || isEquality(spec) || !COMPARATORS.includes(spec.comparator)) continue;
        const [value = ''] = spec.value;
        const read = parseBool(value);
        const opposite =
          spec.comparator === '!=' && spec.value.length === 1 && read.ok ? String(!read.value) : undefined;
        const at = [...path, 'comparator'];
        report({
          resource,
          path: at,
          severity: spec.comparator === '!=' ? 'error' : 'warning',
          message: `the comparator "${spec.comparator}" is ignored: the filter passes when "${spec.path}" is ${spec.value.join(' or ')}`,
          ...(opposite !== undefined && {
            help: `write the value "${opposite}" without a comparator`,
            fix: {
              message: `write the value "${opposite}" without a comparator`,
              safe: false,
              edits: [
                { kind: 'remove', path: at },
                { kind: 'set', path: [...path, 'value', 0], value: opposite },
              ],
            },
          }),
        });
      }
    },
  },
};

const COMPARATORS = ['!=', '<', '<=', '>', '>='];
