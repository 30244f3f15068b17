import { bareScript, scriptsOf } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptUnknownFunction: Rule = {
  id: 'dependency/script-unknown-function',
  severity: 'error',
  summary: 'a Lua script that calls a function of another Lua',
  docs: {
    why: `Scripts are Lua 5.1, which has no "table.unpack", "table.pack", "utf8", "math.tointeger" or "string.pack". To call one is an error, and the event is thrown away.
Source: argo-events pkg/sensors/dependencies/filter.go (filterScript), transform.go (applyScriptTransform), github.com/yuin/gopher-lua.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "return table.unpack({event.body.deleted})"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "return unpack({event.body.deleted})"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { text, path } of scriptsOf(dependency)) {
        const bare = bareScript(text);
        const calls = [...bare.matchAll(/(?<![.\w])(table|string|math|coroutine|utf8)\.(\w+)/g)];
        const seen = new Set<string>();
        for (const [call, library = '', name = ''] of calls) {
          // What the script makes itself is there.
          if (seen.has(call) || new RegExp(`\\b${library}(?:\\.${name})?\\s*=[^=]`).test(bare)) continue;
          if (new RegExp(`\\bfunction\\s+${library}\\.${name}\\b`).test(bare)) continue;
          seen.add(call);
          const asked = `return ${library} == nil or ${library}.${name} == nil`;
          const [absent] = engine.ask([{ op: 'luaFilter', script: asked, json: '{}' }]);
          if (!absent.ok || !absent.value) continue;
          report({
            resource,
            path,
            message: `"${call}" does not exist in Lua 5.1, so the script fails where it is used`,
            help: call === 'table.unpack' ? 'write "unpack"' : 'use what Lua 5.1 has',
          });
        }
      }
    },
  },
};
