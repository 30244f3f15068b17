import { parseBool } from '../../simulate/strconv.ts';
import { dataFilters, outcomeOf } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const boolInvalid: Rule = {
  id: 'filter/bool-invalid',
  severity: 'error',
  summary: 'a bool filter whose value is neither true nor false',
  docs: {
    why: `The values of a filter of the type "bool" are "true" and "false", or "1", "t", "0" and "f". "yes" and "no" are none, and each event fails that gets to one.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.draft, type: bool, value: ["no"]}]}}]
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
        if (spec.type !== 'bool') continue;
        for (const [index, value] of spec.value.entries()) {
          const read = parseBool(value);
          if (read.ok || value === '') continue;
          const at = [...path, 'value', index];
          const meant = MEANT.get(value.trim().toLowerCase());
          report({
            resource,
            path: at,
            message: `"${value}" is neither true nor false, so ${outcomeOf(index)}: ${read.error}`,
            help: meant === undefined ? 'write "true" or "false"' : `did you mean "${meant}"?`,
            ...(meant !== undefined && {
              fix: {
                message: `write "${meant}"`,
                safe: true,
                edits: [{ kind: 'set', path: at, value: meant }],
              },
            }),
          });
        }
      }
    },
  },
};

const MEANT: ReadonlyMap<string, string> = new Map([
  ...['true', 'yes', 'y', 'on'].map((text) => [text, 'true'] as const),
  ...['false', 'no', 'n', 'off'].map((text) => [text, 'false'] as const),
]);
