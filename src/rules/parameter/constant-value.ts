import { hasSelector } from '../parameter-source.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const constantValue: Rule = {
  id: 'parameter/constant-value',
  severity: 'info',
  summary: 'a parameter writes the same text for every event',
  docs: {
    why: `With a "value" and no selector the event is not looked at. In "parameters" the text could stand in the object itself; in a "payload" it is the way to write a constant, and nothing is said.
Source: argo-events pkg/sensors/triggers/params.go (ResolveParamValue).`,
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
          parameters: [{src: {dependencyName: push, value: main}, dest: spec.arguments.parameters.0.value}]
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref, value: main}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        const { src } = spec;
        if (list.level === 'payload' || list.level === 'headers') continue;
        if (src?.value === undefined || hasSelector(src)) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'src', 'value'],
          message: `"${spec.dest}" always becomes "${src.value}": nothing of the event is selected`,
          help: 'add "dataKey" to use the event and keep the value as default, or write the text into the object',
        });
      }
    },
  },
};
