import { sourceType } from '../../simulate/sources/source-type.ts';
import { dataOf, pathProblem, valueType } from '../event-data.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const listAsText: Rule = {
  id: 'parameter/list-as-text',
  severity: 'warning',
  summary: 'a parameter takes all values of a header instead of the first',
  docs: {
    why: `In the data of HTTP event sources a header is a list of values, even when there is one. As a text it is JSON: ["push"], with brackets and quotes.
Source: argo-events pkg/eventsources/events/event-data.go, go net/http (Header), pkg/sensors/triggers/params.go (ResolveParamValue).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: headers.X-Github-Event}, dest: event}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: post
        http:
          url: https://chat.example.com
          payload: [{src: {dependencyName: push, dataKey: headers.X-Github-Event.0}, dest: event}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        const { dependencyName = '', dataKey = '', dataTemplate, useRawData } = spec.src ?? {};
        if (dataKey === '' || dataTemplate !== '' || useRawData) continue;
        const event = dataOf(model, sensor, dependencyName);
        if (event === undefined || sourceType(event.type)?.http !== true) continue;
        if (valueType(event, dataKey) !== 'list' || pathProblem(event, dataKey) !== undefined) continue;
        const at = [...path, 'src', 'dataKey'];
        report({
          resource: sensor.resource,
          path: at,
          message: `"${dataKey}" is a list of all values of the header, which becomes the text ["…"]`,
          help: `write "${dataKey}.0" for the first value`,
          fix: {
            message: `write "${dataKey}.0"`,
            safe: false,
            edits: [{ kind: 'set', path: at, value: `${dataKey}.0` }],
          },
        });
      }
    },
  },
};
