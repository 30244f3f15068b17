import type { Rule } from '../rule.ts';
import { subscriptionOf } from '../subscription.ts';
import { parametersOf } from '../trigger-parts.ts';

export const literalKept: Rule = {
  id: 'parameter/literal-kept',
  severity: 'info',
  summary: 'a parameter is skipped when its event is not among those that made the trigger fire',
  docs: {
    why: `When the conditions can hold without an event of the dependency, a parameter without a "value" is skipped without a word: what is written in the object stays, or the field is not there at all.
Source: argo-events pkg/sensors/triggers/params.go (ApplyParams).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template:
        name: build
        conditions: push || tag
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
          parameters: [{src: {dependencyName: tag, dataKey: body.ref}, dest: spec.arguments.parameters.0.value}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: push}, {name: tag, eventSourceName: github, eventName: tag}]
  triggers:
    - template:
        name: build
        conditions: push || tag
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
          parameters: [{src: {dependencyName: tag, dataKey: body.ref, value: main}, dest: spec.arguments.parameters.0.value}]
`,
  },
  check: {
    trigger(trigger, sensor, { engine, report }) {
      const parameters = parametersOf(trigger);
      for (const { list, spec, path } of parameters) {
        const name = spec.src?.dependencyName;
        if (list.level === 'payload' || list.level === 'headers') continue;
        if (name === undefined || spec.src?.value !== undefined) continue;
        // Two events that fill the same field from either side are what "a || b" is for.
        const others = parameters.some(
          (other) =>
            other.list === list && other.spec.dest === spec.dest && other.spec.src?.dependencyName !== name,
        );
        if (others) continue;
        const subscription = subscriptionOf(engine, trigger, sensor);
        if (!subscription?.dependencies.has(name) || !subscription.mayMiss(name)) continue;
        report({
          resource: sensor.resource,
          path: [...path, 'src', 'dependencyName'],
          message: `the trigger can fire without an event of "${name}": "${spec.dest}" then stays as it is written`,
          help: 'say what it is then with a "value", or make one trigger for each dependency',
        });
      }
    },
  },
};
