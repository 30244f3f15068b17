import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const labelsWithoutObject: Rule = {
  id: 'policy/labels-without-object',
  severity: 'error',
  summary: 'a policy on labels where the sensor has no object to look at',
  docs: {
    why: `After a delete there is no object, and after "argo submit" the sensor holds a value that the policy cannot read: "failed to interpret the trigger resource". The work is done, and the trigger counts as failed.
Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go and standard-k8s/standard-k8s.go (Execute, ApplyPolicy).`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
      policy: {k8s: {labels: {workflows.argoproj.io/phase: Succeeded}, backoff: {steps: 5}}}
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
      policy: {k8s: {labels: {workflows.argoproj.io/phase: Succeeded}, backoff: {steps: 5}}}
`,
  },
  check: {
    trigger(trigger, sensor, { report }) {
      const part = kindPart(trigger);
      const labels = objectAt(objectAt(objectAt(trigger.spec, 'policy'), 'k8s'), 'labels');
      if (part === undefined || labels === undefined) return;
      const operation = textAt(part.value, 'operation');
      const submits = part.kind === 'argoWorkflow' && (operation === 'submit' || operation === '');
      if (!submits && !(part.kind === 'k8s' && operation === 'delete')) return;
      report({
        resource: sensor.resource,
        path: [...trigger.path, 'policy', 'k8s'],
        what: 'key',
        message: `the policy always fails after the operation "${operation || 'submit'}": the sensor has no object to look at`,
        help: submits ? 'create the Workflow with a k8s trigger, or remove the policy' : 'remove the policy',
      });
    },
  },
};
