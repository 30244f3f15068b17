import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const submitFromFails: Rule = {
  id: 'trigger/submit-from-fails',
  severity: 'warning',
  summary: 'an operation after which the trigger always counts as failed',
  docs: {
    why: `After "argo submit --from" the sensor looks for a Workflow with the name of the template, which does not exist. The Workflow runs, and the trigger is reported as failed; with "atLeastOnce" and retries it is submitted again each time.
Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go (Execute: Get of the object's name).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app}]
  triggers:
    - template:
        name: build
        argoWorkflow:
          operation: submit-from
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: WorkflowTemplate
              metadata: {name: build}
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
      if (part?.kind !== 'argoWorkflow' || textAt(part.value, 'operation') !== 'submit-from') return;
      report({
        resource: sensor.resource,
        path: [...part.path, 'operation'],
        message:
          'the Workflow is submitted, but the trigger always counts as failed: the sensor then looks for a Workflow with the name of the template',
        help: 'submit a Workflow with a workflowTemplateRef instead',
      });
    },
  },
};
