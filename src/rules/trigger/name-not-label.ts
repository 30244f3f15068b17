import { textAt } from '../../json.ts';
import { labelProblem } from '../../simulate/triggers/kubernetes-object.ts';
import type { Rule } from '../rule.ts';
import { isRewritten, kindPart } from '../trigger-parts.ts';

export const nameNotLabel: Rule = {
  id: 'trigger/name-not-label',
  severity: 'error',
  summary: 'a trigger or Sensor whose name cannot be a label of what it creates',
  docs: {
    why: `A k8s trigger that creates, and "argo submit", write the names of the Sensor and of the trigger into labels of the object. With a space or more than 63 characters the API server refuses it, for each event.
Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go, argo-workflow/argo-workflow.go (Execute).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build the app
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
              metadata: {generateName: build-}
              spec:
                entrypoint: main
                arguments: {parameters: [{name: ref, value: main}]}
                templates: [{name: main, container: {image: busybox, command: [echo, "{{workflow.parameters.ref}}"]}}]
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      if (part?.kind !== 'k8s' && part?.kind !== 'argoWorkflow') return;
      const operation = textAt(part.value, 'operation');
      if (!['', 'create', 'submit'].includes(operation) || isRewritten(trigger, 'name')) return;
      const problem = labelProblem(trigger.name);
      if (problem === undefined) return;
      report({
        resource: sensor.resource,
        path: [...trigger.path, 'template', 'name'],
        message: `the trigger name "${trigger.name}" becomes a label of the object, and cannot be one: ${problem}`,
        help: 'use letters, digits, "-", "_" and "."',
      });
    },
  },
};
