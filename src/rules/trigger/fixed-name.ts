import { metadataText } from '../../simulate/triggers/kubernetes-object.ts';
import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';
import { kindPart } from '../trigger-parts.ts';

export const fixedName: Rule = {
  id: 'trigger/fixed-name',
  severity: 'warning',
  summary: 'an object with a fixed name that each event creates again',
  docs: {
    why: `The first event creates the object; for each event after it the API server answers "already exists", and the trigger fails for as long as the first object is there.
Source: argo-events pkg/sensors/triggers/standard-k8s/standard-k8s.go (Execute), argo-workflows cmd/argo/commands/submit.go.`,
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
              metadata: {name: build}
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
    trigger(trigger, sensor, { model, report }) {
      const action = objectAction(model, sensor, trigger);
      if (action === undefined) return;
      const { operation, object, filled } = action;
      if (operation !== 'create' && operation !== 'submit') return;
      const name = metadataText(object.value, 'name');
      if (name === '' || filled('metadata.name')) return;
      // "argo submit" can be told another name.
      const args = operation === 'submit' ? kindPart(trigger)?.value['args'] : undefined;
      if (Array.isArray(args) && args.some((arg) => /^--(?:generate-)?name\b/.test(String(arg)))) return;
      const at = ['metadata', 'name'];
      report({
        resource: object,
        path: at,
        message: `the name "${name}" is the same for every event: from the second on it "already exists"`,
        help: `use "generateName: ${name}-", a parameter for "metadata.name"${action.kind === 'k8s' ? ', or the operation "update"' : ''}`,
        fix: {
          message: `write "generateName: ${name}-"`,
          safe: false,
          edits: [
            { kind: 'set', path: ['metadata', 'generateName'], value: `${name}-` },
            { kind: 'remove', path: at },
          ],
        },
      });
    },
  },
};
