import { documentOf, writtenBy } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { parameterLists } from '../trigger-parts.ts';

export const queryWithoutMatch: Rule = {
  id: 'parameter/query-without-match',
  severity: 'error',
  summary: 'a dest with a query that finds nothing',
  docs: {
    why: `A dest with "#", "*", "?", "@" or "|" is looked up in the object first. When nothing matches, nothing is written, and nobody says so.
Source: tidwall/sjson sjson.go (SetOptions: a complex path that leads nowhere leaves the document as it is).`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: 'spec.arguments.parameters.#(name=="branch").value'}]
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: 'spec.arguments.parameters.#(name=="ref").value'}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, engine, report }) {
      for (const list of parameterLists(trigger)) {
        const document = documentOf(model, sensor, trigger, list);
        if (document === undefined) continue;
        for (const [index, written] of writtenBy(engine, document, list).entries()) {
          if (written.kind !== 'nothing') continue;
          const dest = list.parameters[index]?.dest ?? '';
          report({
            resource: sensor.resource,
            path: [...list.path, index, 'dest'],
            message: `"${dest}" finds nothing in ${list.level === 'trigger' ? "the trigger's template" : 'the object'}, so nothing is written`,
          });
        }
      }
    },
  },
};
