import { returned, scriptsOf } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptLists: Rule = {
  id: 'transform/script-lists',
  severity: 'info',
  summary: 'a script that hands on the whole event, whose lists change on the way',
  docs: {
    why: `An event goes through Lua tables: a list without items comes out as an empty object, and lists in lists and nulls are lost.
Source: argo-events pkg/sensors/dependencies/transform.go (mapToTable, toGoValue).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {script: "event.seen = true return event"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {script: "return {ref = event.body.ref}"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { use, text, path } of scriptsOf(dependency)) {
        if (use !== 'transform' || !returned(text).includes('event')) continue;
        report({
          resource,
          path,
          message: 'empty lists of the event come out as {}, and lists in lists and nulls are lost',
          help: 'return what is needed, or use "jq"',
        });
      }
    },
  },
};
