import { bareScript, scriptsOf } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptOutsideWorld: Rule = {
  id: 'dependency/script-outside-world',
  severity: 'warning',
  summary: 'a Lua script that reaches for files, processes or the environment',
  docs: {
    why: `Scripts have all libraries of Lua, and run in the process of the sensor with its files and credentials: "os.exit" ends it, "io" and "os.execute" work on its disk. An event should only be judged by its data.
Source: argo-events pkg/sensors/dependencies/filter.go (filterScript), transform.go (applyScriptTransform), github.com/yuin/gopher-lua.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: 'return os.getenv("TOKEN") == event.body.token'}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: 'return event.body.token == "x"'}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { text, path } of scriptsOf(dependency)) {
        const found = new Set(bareScript(text).match(OUTSIDE) ?? []);
        for (const call of found) {
          report({
            resource,
            path,
            message: `"${call}" leaves the event: it works on the files, the processes or the environment of the sensor's pod`,
            ...(call === 'os.exit' && { severity: 'error', help: 'it ends the sensor' }),
          });
        }
      }
    },
  },
};

const OUTSIDE =
  /(?<![.\w])(?:io\.\w+|os\.(?:execute|exit|getenv|remove|rename|setenv|tmpname)|dofile|loadfile|require)\b/g;
