import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';

export const workflowKind: Rule = {
  id: 'trigger/workflow-kind',
  severity: 'error',
  summary: 'an operation of an argoWorkflow trigger on an object of another kind',
  docs: {
    why: `"submit-from" knows the kinds CronWorkflow and WorkflowTemplate; of a ClusterWorkflowTemplate it says "invalid kind". "submit"
hands the object to "argo submit", which reads it as a Workflow whatever its kind says, as long as it has no field that a
Workflow does not have; with one, it says "no workflow found in given files".
Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go (Execute), argo-workflows cmd/argo/commands/submit.go (unmarshalWorkflows).`,
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
              kind: CronWorkflow
              metadata: {generateName: build-}
              spec:
                schedules: ["0 4 * * *"]
                workflowSpec:
                  entrypoint: main
                  templates: [{name: main, container: {image: busybox, command: [date]}}]
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
      if (object.kind === '') return;
      if (operation === 'submit-from') {
        const kind = object.kind.toLowerCase();
        if (FROM.some((known) => known.toLowerCase() === kind)) return;
        report({
          resource: object,
          path: ['kind'],
          message: `the operation "submit-from" cannot work with the kind "${object.kind}"`,
          help: `it works with the kind ${FROM.join(' or ')}`,
        });
      }
      if (operation !== 'submit' || object.kind === 'Workflow') return;
      const spec = objectAt(object.value, 'spec') ?? {};
      const isLike = ('templates' in spec || 'workflowTemplateRef' in spec) && !('workflowSpec' in spec);
      report({
        resource: object,
        path: ['kind'],
        ...(isLike && { severity: 'warning' as const }),
        message: isLike
          ? `"argo submit" reads this ${object.kind} as a Workflow`
          : `the operation "submit" cannot work with the kind "${object.kind}"`,
        help:
          object.kind === 'CronWorkflow' || object.kind === 'WorkflowTemplate'
            ? 'use the operation "submit-from", or a Workflow with a workflowTemplateRef'
            : 'it works with the kind Workflow',
      });
    },
  },
};

const FROM = ['CronWorkflow', 'WorkflowTemplate'];
