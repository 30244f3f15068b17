import { isPlainLiteral, returned, scriptsOf, syntaxError } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptNotTable: Rule = {
  id: 'transform/script-not-table',
  severity: 'error',
  summary: 'a script of a transformation that returns no table',
  docs: {
    why: `The last value that the script returns is the data of the event, and has to be a table. A script that changes "event" and does not return it throws each event away.
Source: argo-events pkg/sensors/dependencies/transform.go (applyScriptTransform).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {script: "event.seen = true"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {script: "event.seen = true return event"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const script of scriptsOf(dependency)) {
        const { use, text, path } = script;
        const values = returned(text);
        if (use !== 'transform' || !values.every((value) => isPlainLiteral(value) || isTruth(value)))
          continue;
        if (syntaxError(engine, script) !== undefined) continue;
        const at = text.trimEnd();
        report({
          resource,
          path,
          message: 'the script returns no table, so no event passes',
          help: 'end it with "return event"',
          ...(values.length === 0 && {
            fix: {
              message: 'add "return event"',
              safe: true,
              edits: [{ kind: 'set', path, value: `${at}\nreturn event${text === at ? '' : '\n'}` }],
            },
          }),
        });
      }
    },
  },
};

function isTruth(value: string): boolean {
  return value === 'true' || value === 'false';
}
