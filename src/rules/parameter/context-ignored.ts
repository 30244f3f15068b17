import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const contextIgnored: Rule = {
  id: 'parameter/context-ignored',
  severity: 'warning',
  summary: 'a parameter selects from the context and from the data, and the context is ignored',
  docs: {
    why: `As soon as "dataKey" or "dataTemplate" is set, "contextKey" and "contextTemplate" are not looked at, not even when the data has no such key.
Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, contextKey: subject, dataKey: body.ref}, dest: ref}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        const { src } = spec;
        if (src === undefined || (src.dataKey === '' && src.dataTemplate === '')) continue;
        const winner = src.dataKey === '' ? 'dataTemplate' : 'dataKey';
        for (const field of ['contextKey', 'contextTemplate'] as const) {
          if (src[field] === '') continue;
          const at = [...path, 'src', field];
          report({
            resource: sensor.resource,
            path: at,
            what: 'key',
            message: `"${field}" is ignored, because there is a "${winner}"`,
            help: 'a parameter takes its value from the data or from the context, not from both',
            fix: { message: `remove "${field}"`, safe: true, edits: [{ kind: 'remove', path: at }] },
          });
        }
      }
    },
  },
};
