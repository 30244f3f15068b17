import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { objectOf, parametersOf } from '../trigger-parts.ts';

export const templateRefArguments: Rule = {
  id: 'parameter/template-ref-arguments',
  severity: 'error',
  summary: 'a dest inside workflowTemplateRef that is no field of it',
  docs: {
    why: `A "workflowTemplateRef" has a name and a scope. Arguments are the Workflow's own: they are written to "spec.arguments", whose parameters replace those of the template with the same names.
Source: argo-workflows pkg/apis/workflow/v1alpha1/workflow_types.go (WorkflowTemplateRef), workflow/util/merge.go.`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.workflowTemplateRef.arguments.parameters.0.value}]
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.workflowTemplateRef.name}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        const [first, second, field] = (list.level === 'type' && destinationKeys(spec.dest)) || [];
        if (first !== 'spec' || second !== 'workflowTemplateRef' || field === undefined) continue;
        if (['name', 'clusterScope'].includes(field)) continue;
        if (objectOf(model, sensor, trigger)?.resource.kind !== 'Workflow') continue;
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `"workflowTemplateRef" has no "${field}", so "${spec.dest}" reaches nothing`,
          help: 'give the Workflow its own "spec.arguments.parameters" and write to their values',
        });
      }
    },
  },
};
