import { simplePattern } from '../../simulate/dependency/pattern.ts';
import { dataFilters, outcomeOf } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const regexInvalid: Rule = {
  id: 'filter/regex-invalid',
  severity: 'error',
  summary: 'a string filter whose value is no regular expression',
  docs: {
    why: `The values of a string filter are regular expressions of RE2, which has no lookahead, no lookbehind and no back references. With one that cannot be read each event fails.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.ref, type: string, value: ["^(?!refs/tags/)"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.ref, type: string, comparator: "!=", value: ["^refs/tags/"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (spec.type !== 'string') continue;
        for (const [index, pattern] of spec.value.entries()) {
          if (simplePattern(pattern) !== undefined) continue;
          const [answer] = engine.ask([{ op: 'regexp', pattern, texts: [] }]);
          if (answer.ok || answer.kind !== 'error') continue;
          const negative = pattern.includes('(?!') || pattern.includes('(?<!');
          report({
            resource,
            path: [...path, 'value', index],
            message: `"${pattern}" cannot be read, so ${outcomeOf(index)}: ${answer.error}`,
            help: negative
              ? 'RE2 cannot look ahead or back: use the comparator "!=" with what must not match'
              : 'the syntax is that of RE2: https://github.com/google/re2/wiki/Syntax',
          });
        }
      }
    },
  },
};
