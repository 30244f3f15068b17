import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const regexMetacharacter: Rule = {
  id: 'filter/regex-metacharacter',
  severity: 'info',
  summary: 'a string filter in which a dot stands for any character',
  docs: {
    why: `The values of a string filter are regular expressions, in which a dot is any character: "v1.2.3" passes "v1x2-3", too.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.host, type: string, value: ["^api.example.com$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.host, type: string, value: ['^api\\.example\\.com$']}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (spec.type !== 'string' || /[<>]/.test(spec.comparator)) continue;
        const index = spec.value.findIndex((value) => /^\^?[\w/@:-]+(?:\.[\w/@:-]+)+\$?$/.test(value));
        const value = spec.value[index];
        if (value === undefined) continue;
        const at = [...path, 'value', index];
        const meant = value.replaceAll('.', '\\.');
        report({
          resource,
          path: at,
          message: `the dots in "${value}" stand for any character`,
          help: `write "${meant}" for dots`,
          fix: { message: `write "${meant}"`, safe: false, edits: [{ kind: 'set', path: at, value: meant }] },
        });
      }
    },
  },
};
