import { typeName } from '../../json.ts';
import { destinationKeys, documentOf, valueOfKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const joinedToData: Rule = {
  id: 'parameter/joined-to-data',
  severity: 'warning',
  summary: 'a parameter is appended or prepended to something that is no text',
  docs: {
    why: `"append" and "prepend" join two texts, and the result is a text: a number, a list or an object that is written in the manifest becomes its JSON, in quotes.
Source: argo-events pkg/sensors/triggers/params.go (ApplyParams).`,
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
                priority: 1
          parameters: [{src: {dependencyName: push, dataKey: body.after}, dest: spec.priority, operation: append}]
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
                priority: 1
          parameters: [{src: {dependencyName: push, dataKey: body.after}, dest: metadata.generateName, operation: append}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        if (spec.operation !== 'append' && spec.operation !== 'prepend') continue;
        const keys = destinationKeys(spec.dest);
        const document = keys && documentOf(model, sensor, trigger, list);
        const value = keys && document && valueOfKeys(document, keys);
        if (value === undefined || typeof value === 'string') continue;
        report({
          resource: sensor.resource,
          path: [...path, 'operation'],
          message: `"${spec.dest}" is ${NAMES[typeName(value)]}, and becomes a text when something is ${spec.operation === 'append' ? 'appended' : 'prepended'}`,
          help: 'operations join texts; without "operation" the value is replaced',
        });
      }
    },
  },
};

const NAMES: Readonly<Record<ReturnType<typeof typeName>, string>> = {
  null: 'null',
  boolean: 'a boolean',
  number: 'a number',
  string: 'a text',
  array: 'a list',
  object: 'a mapping',
};
