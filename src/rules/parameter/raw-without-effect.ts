import { dataOf, valueType } from '../event-data.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const rawWithoutEffect: Rule = {
  id: 'parameter/raw-without-effect',
  severity: 'warning',
  summary: '"useRawData" on a value that is text anyway',
  docs: {
    why: `"useRawData" keeps numbers, booleans, lists and objects that a "dataKey" leads to. What templates give, a "value", the attributes of the context and the whole event are texts, and stay texts.
Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue, ApplyParams).`,
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
          payload: [{src: {dependencyName: push, dataTemplate: '{{ .Input.body.size }}', useRawData: true}, dest: size}]
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
          payload: [{src: {dependencyName: push, dataKey: body.size, useRawData: true}, dest: size}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        const { src } = spec;
        if (src?.useRawData !== true) continue;
        const { dataKey, dataTemplate } = src;
        let why: string | undefined;
        if (dataKey === '')
          why = dataTemplate === '' ? 'nothing of the data is selected' : 'templates give text';
        else {
          const event = dataOf(model, sensor, src.dependencyName);
          if (event !== undefined && valueType(event, dataKey) === 'text') why = `"${dataKey}" is a text`;
        }
        if (why === undefined) continue;
        const at = [...path, 'src', 'useRawData'];
        report({
          resource: sensor.resource,
          path: at,
          what: 'key',
          message: `"useRawData" has no effect: ${why}`,
          help: 'use "dataKey" for a value that has to keep its type',
          fix: { message: 'remove "useRawData"', safe: true, edits: [{ kind: 'remove', path: at }] },
        });
      }
    },
  },
};
