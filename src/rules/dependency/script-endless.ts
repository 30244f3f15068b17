import { bareScript, scriptsOf } from '../lua.ts';
import type { Rule } from '../rule.ts';

export const scriptEndless: Rule = {
  id: 'dependency/script-endless',
  severity: 'warning',
  summary: 'a Lua script with a loop that nothing ends',
  docs: {
    why: `A script has as much time as it takes. One that does not end stops the trigger for this and all later events, and keeps a processor busy.
Source: argo-events pkg/sensors/dependencies/filter.go (filterScript: no deadline).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "while true do local x = event.body.ref end"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {script: "while true do if event.body.ref then return true end return false end"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { text, path } of scriptsOf(dependency)) {
        if (!endlessBodies(bareScript(text)).some((body) => !LEAVES.test(body))) continue;
        report({
          resource,
          path,
          message: 'nothing ends the loop, so the trigger hangs with its first event',
        });
      }
    },
  },
};

const LEAVES = /\b(?:break|return|goto|error|assert)\b/;

/** What stands in loops whose conditions never end them. */
function endlessBodies(script: string): readonly string[] {
  return [...script.matchAll(/\bwhile\s+(?:true|1)\s+do\b/g)].map((loop) => {
    const body = script.slice(loop.index + loop[0].length);
    let depth = 1;
    for (const { 0: word, index } of body.matchAll(/\b(?:do|end|function|if|repeat|until)\b/g)) {
      depth += word === 'end' || word === 'until' ? -1 : 1;
      if (depth === 0) return body.slice(0, index);
    }
    return body;
  });
}
