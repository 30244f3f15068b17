import { metadataText } from '../../simulate/triggers/kubernetes-object.ts';
import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';

export const objectNameMissing: Rule = {
  id: 'trigger/object-name-missing',
  severity: 'error',
  summary: 'an operation on an object without a name',
  docs: {
    why: `Only creating and submitting can do with "generateName"; everything else has to find the object by its name.
Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go, argo-workflow/argo-workflow.go (Execute).`,
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
              metadata: {namespace: ci}
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
        argoWorkflow:
          operation: submit
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: Workflow
              metadata: {generateName: build-, namespace: ci}
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
      if (action === undefined) return;
      const { operation, object, filled } = action;
      if (metadataText(object.value, 'name') !== '' || filled('metadata.name')) return;
      const makes = operation === 'create' || operation === 'submit';
      if (makes && (metadataText(object.value, 'generateName') !== '' || filled('metadata.generateName')))
        return;
      report({
        resource: object,
        path: ['metadata'],
        message: `the operation "${operation}" needs ${makes ? '"name" or "generateName"' : 'a "name"'} in the object's metadata`,
        ...(makes && { help: `add "generateName: ${(object.kind || 'object').toLowerCase()}-"` }),
      });
    },
  },
};
