import { isArray, isObject } from '../../json.ts';
import { groupOfKind } from '../../model/catalogue.ts';
import { groupOf } from '../../model/resource.ts';
import { destinationKeys, valueOfKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { objectOf, parametersOf } from '../trigger-parts.ts';

export const textIntoStructure: Rule = {
  id: 'parameter/text-into-structure',
  severity: 'error',
  summary: 'a parameter writes text in the place of a list or a mapping',
  docs: {
    why: `Without "useRawData" every value is written as a text: a list in the event becomes its JSON in quotes. Where the object has a list or a mapping, the API server refuses a text.
Source: argo-events pkg/sensors/triggers/params.go (ApplyParams), tidwall/sjson sjson.go.`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters}]
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
          parameters: [{src: {dependencyName: push, dataKey: body.parameters, useRawData: true}, dest: spec.arguments.parameters}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        const { src, dest, operation } = spec;
        if (list.level !== 'type' || src === undefined || (src.useRawData && src.dataKey !== '')) continue;
        if (operation === 'append' || operation === 'prepend') continue;
        const object = objectOf(model, sensor, trigger)?.resource;
        // Only kinds whose fields have one type each; other custom resources may take anything.
        if (object === undefined || groupOf(object.apiVersion) !== groupOfKind(object.kind)) continue;
        const keys = destinationKeys(dest);
        const value = keys && valueOfKeys(object.value, keys);
        // A Workflow's parameter takes a value of any type, and makes a text of it.
        if (value === undefined || keys?.at(-1) === 'value' || keys?.at(-1) === 'default') continue;
        if (!isArray(value) && !isObject(value)) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `"${dest}" is ${isArray(value) ? 'a list' : 'a mapping'}, and the parameter writes a text in its place`,
          help:
            src.dataKey === ''
              ? 'only a "dataKey" with "useRawData: true" gives a value that is no text'
              : 'add "useRawData: true" to write what the data has there as it is',
          ...(src.dataKey !== '' &&
            src.dataTemplate === '' && {
              fix: {
                message: 'add "useRawData: true"',
                safe: true,
                edits: [{ kind: 'set', path: [...path, 'src', 'useRawData'], value: true }],
              },
            }),
        });
      }
    },
  },
};
