import type { Rule } from '../rule.ts';
import { objectAction } from '../trigger-object.ts';
import { parametersOf } from '../trigger-parts.ts';

export const lostParameters: Rule = {
  id: 'trigger/lost-parameters',
  severity: 'error',
  summary: 'parameters of an operation to which only the name of the object goes',
  docs: {
    why: `Only "submit" hands the object over. For "submit-from", "resubmit", "retry" and the like the sensor calls argo with the object's name, and what parameters write into the object is lost.
Source: argo-events pkg/sensors/triggers/argo-workflow/argo-workflow.go (Execute).`,
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
          operation: submit-from
          args: [-p, ref=main]
          source:
            resource:
              apiVersion: argoproj.io/v1alpha1
              kind: WorkflowTemplate
              metadata: {name: build}
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const action = objectAction(model, sensor, trigger);
      if (action?.kind !== 'argoWorkflow' || action.operation === 'submit') return;
      for (const { list, spec, path } of parametersOf(trigger)) {
        if (list.level !== 'type' || USED.includes(spec.dest) || /[#*?@|]/.test(spec.dest)) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `"${spec.dest}" is lost: "argo ${action.operation === 'submit-from' ? 'submit --from' : action.operation}" gets the name of the object only`,
          help: 'pass values with "args", which the trigger\'s own "parameters" can write: a dest such as "argoWorkflow.args.1"',
        });
      }
    },
  },
};

const USED = ['metadata.name', 'metadata.namespace', 'metadata', 'kind'];
