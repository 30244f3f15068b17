import { bareScript, scriptsOf, syntaxError } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptSyntax: Rule = {
  id: 'dependency/script-syntax',
  severity: 'error',
  summary: 'a Lua script that cannot be read',
  docs: {
    why: `Scripts are Lua 5.1: no "//", no "&", "|" and ">>", no "goto" without its label. One that cannot be read fails for each event, which is thrown away with a line in the log.
Source: argo-events pkg/sensors/dependencies/filter.go (filterScript), transform.go (applyScriptTransform), github.com/yuin/gopher-lua.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "if event.body.ref == 1 return true end"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "return event.body.ref == 1"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const script of scriptsOf(dependency)) {
        const { text, path } = script;
        const error = syntaxError(engine, script);
        if (error === undefined) continue;
        const newer = /near '[/&|~<>]'/.test(error) && /\/\/|<<|>>|[&|~](?!=)/.test(bareScript(text));
        report({
          resource,
          path,
          message: `Lua cannot read the script: ${error}`,
          help: newer
            ? 'the operators "//", "&", "|", "~", "<<" and ">>" came with Lua 5.3, and this is Lua 5.1'
            : 'no event passes until it can be read',
        });
      }
    },
  },
};
