import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';

export const objectKindMissing: Rule = {
  id: 'trigger/object-kind-missing',
  severity: 'error',
  summary: 'an object without apiVersion or kind',
  docs: {
    why: `The sensor makes the address of the resource from both; without one of them the API server "could not find the requested resource".
Source: argo-events pkg/sensors/triggers/triggers.go (GetGroupVersionResource).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        k8s:
          operation: create
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        k8s:
          operation: create
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const action = objectAction(model, sensor, trigger);
      if (action?.kind !== 'k8s') return;
      const { object, filled } = action;
      const missing = (['apiVersion', 'kind'] as const).filter(
        (field) => object[field] === '' && !filled(field),
      );
      if (missing.length === 0) return;
      report({
        resource: object,
        path: [],
        message: `the object has no ${missing.map((field) => `"${field}"`).join(' and no ')}, so no resource belongs to it`,
      });
    },
  },
};
