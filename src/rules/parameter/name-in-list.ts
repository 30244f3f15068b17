import { documentOf, itemNames, writtenBy } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { parameterLists } from '../trigger-parts.ts';

export const nameInList: Rule = {
  id: 'parameter/name-in-list',
  severity: 'error',
  summary: 'a dest that asks a list for a name',
  docs: {
    why: `The items of a list have indexes, not names: sjson answers "cannot set array element for non-numeric key", and the trigger fails for each event.
Source: tidwall/sjson sjson.go (appendRawPaths), argo-events pkg/sensors/triggers/params.go (ApplyParams).`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.ref.value}]
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
    trigger(trigger, sensor, { model, engine, report }) {
      for (const list of parameterLists(trigger)) {
        const document = documentOf(model, sensor, trigger, list);
        if (document === undefined) continue;
        for (const [index, written] of writtenBy(engine, document, list).entries()) {
          if (written.kind !== 'refused') continue;
          const dest = list.parameters[index]?.dest ?? '';
          const names = itemNames(document, written.list);
          const number = names.indexOf(written.key);
          const meant = number === -1 ? undefined : dest.replace(`.${written.key}`, `.${number}`);
          const at = [...list.path, index, 'dest'];
          report({
            resource: sensor.resource,
            path: at,
            message: `"${dest}" cannot be written: ${written.error}`,
            help:
              meant === undefined
                ? `"${written.list.join('.')}" is a list with ${names.length} item${names.length === 1 ? '' : 's'}`
                : `"${written.key}" is the item ${number}: write "${meant}"`,
            ...(meant !== undefined && {
              fix: {
                message: `write "${meant}"`,
                safe: true,
                edits: [{ kind: 'set', path: at, value: meant }],
              },
            }),
          });
        }
      }
    },
  },
};
