import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';

export const workflowKind: Rule = {
  id: 'trigger/workflow-kind',
  severity: 'error',
  summary: 'an operation of an argoWorkflow trigger on an object of another kind',
  docs: {
    why: `"argo submit" reads Workflows only, and "submit-from" knows the kinds CronWorkflow and WorkflowTemplate; of a ClusterWorkflowTemplate it says "invalid kind".
Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go (Execute), argo-workflows cmd/argo/commands/submit.go.`,
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
              kind: WorkflowTemplate
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
    trigger(trigger, sensor, { model, report }) {
      const action = objectAction(model, sensor, trigger);
      if (action?.kind !== 'argoWorkflow' || action.filled('kind')) return;
      const { operation, object } = action;
      const kinds = operation === 'submit' ? ['Workflow'] : operation === 'submit-from' ? FROM : undefined;
      if (kinds === undefined || object.kind === '') return;
      // Of submit-from the letters' case does not matter.
      const fits = kinds.some((kind) =>
        operation === 'submit' ? kind === object.kind : kind.toLowerCase() === object.kind.toLowerCase(),
      );
      if (fits) return;
      const help =
        operation === 'submit' && FROM.includes(object.kind)
          ? 'use the operation "submit-from", or a Workflow with a workflowTemplateRef'
          : `it works with the kind ${kinds.join(' or ')}`;
      report({
        resource: object,
        path: ['kind'],
        message: `the operation "${operation}" cannot work with the kind "${object.kind}"`,
        help,
      });
    },
  },
};

const FROM = ['CronWorkflow', 'WorkflowTemplate'];
