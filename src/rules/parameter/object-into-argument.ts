import { dataOf, valueType } from '../event-data.ts';
import type { Rule } from '../rule.ts';
import { objectOf, parametersOf } from '../trigger-parts.ts';

export const objectIntoArgument: Rule = {
  id: 'parameter/object-into-argument',
  severity: 'error',
  summary: 'a list or a mapping as the value of a Workflow parameter',
  docs: {
    why: `The value of a Workflow's parameter is a text, a number or a boolean. With "useRawData" the headers of a request stay a mapping, of which the parameter's type makes an empty text, or which the API server refuses.
Source: argo-workflows pkg/apis/workflow/v1alpha1/anystring.go (UnmarshalJSON).`,
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
        name: build
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: [{src: {dependencyName: push, dataKey: headers, useRawData: true}, dest: spec.arguments.parameters.0.value}]
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
        name: build
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: [{src: {dependencyName: push, dataKey: headers}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        const { src, dest } = spec;
        if (list.level !== 'type' || src?.useRawData !== true || src.dataTemplate !== '') continue;
        if (!/^spec\.arguments\.parameters\.\d+\.value$/.test(dest)) continue;
        const event = src.dataKey === '' ? undefined : dataOf(model, sensor, src.dependencyName);
        const type = event === undefined ? 'open' : valueType(event, src.dataKey);
        if (type !== 'object' && type !== 'list') continue;
        if (objectOf(model, sensor, trigger)?.resource.kind !== 'Workflow') continue;
        const at = [...path, 'src', 'useRawData'];
        report({
          resource: sensor.resource,
          path: at,
          what: 'key',
          message: `"${src.dataKey}" is ${type === 'list' ? 'a list' : 'a mapping'}, and "${dest}" cannot be one`,
          help: 'without "useRawData" the parameter gets its JSON as text',
          fix: { message: 'remove "useRawData"', safe: true, edits: [{ kind: 'remove', path: at }] },
        });
      }
    },
  },
};
