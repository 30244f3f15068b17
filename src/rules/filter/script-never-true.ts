import { isPlainLiteral, returned, scriptsOf, syntaxError } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptNeverTrue: Rule = {
  id: 'filter/script-never-true',
  severity: 'error',
  summary: 'a script of a filter that never returns true',
  docs: {
    why: `An event passes when the last value that the script returns is true. A script without "return", or one that returns texts and numbers, lets no event pass, and nothing is said about it.
Source: argo-events pkg/sensors/dependencies/filter.go (filterScript).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "local deleted = event.body.deleted"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "return event.body.deleted == false"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const script of scriptsOf(dependency)) {
        const { use, text, path } = script;
        if (use !== 'filter' || !returned(text).every((value) => isPlainLiteral(value) || value === 'false'))
          continue;
        if (syntaxError(engine, script) !== undefined) continue;
        report({
          resource,
          path,
          message: 'the script never returns true, so no event passes',
          help: 'return a comparison, such as "return event.body.action == \'opened\'"',
        });
      }
    },
  },
};
