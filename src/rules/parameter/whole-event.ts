import { sourceType } from '../../simulate/sources/source-type.ts';
import { dataOf } from '../event-data.ts';
import { hasSelector } from '../parameter-source.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const wholeEvent: Rule = {
  id: 'parameter/whole-event',
  severity: 'warning',
  summary: 'a parameter without a selector becomes the whole event, with its data as base64 text',
  docs: {
    why: `Without "dataKey", "dataTemplate", "contextKey", "contextTemplate" and "value" the parameter is the JSON of the event: its context, and its data as base64 text, which is not what was sent. "useRawData" changes nothing about it.
Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue), pkg/apis/events/v1alpha1/sensor_types.go (Event).`,
    bad: `apiVersion: argoproj.io/v1alpha1
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
          parameters: [{src: {dependencyName: push}, dest: spec.arguments.parameters.0.value}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
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
          parameters: [{src: {dependencyName: push, dataKey: body}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { spec, path } of parametersOf(trigger)) {
        const { src } = spec;
        if (src === undefined || src.dependencyName === '' || src.value !== undefined || hasSelector(src))
          continue;
        const event = dataOf(model, sensor, src.dependencyName);
        const body = event === undefined || sourceType(event.type)?.fields.includes('body');
        report({
          resource: sensor.resource,
          path: [...path, 'src'],
          message: `"${spec.dest || 'the payload'}" becomes the whole event as JSON, whose data is base64 text`,
          help: `add "dataKey" to say which part of the data is meant${body ? ', for example "dataKey: body"' : ''}`,
          ...(body && {
            fix: {
              message: 'add "dataKey: body"',
              safe: false,
              edits: [{ kind: 'set', path: [...path, 'src', 'dataKey'], value: 'body' }],
            },
          }),
        });
      }
    },
  },
};
