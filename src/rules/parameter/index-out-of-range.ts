import { destinationKeys, documentOf, itemNames, valueOfKeys, writtenBy } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { type ParameterList, parameterLists } from '../trigger-parts.ts';

export const indexOutOfRange: Rule = {
  id: 'parameter/index-out-of-range',
  severity: 'error',
  summary: 'a dest with an index that the list does not have',
  docs: {
    why: `A new item has nothing but the field that is written: a Workflow's parameter without a name, a container without one. An index further behind fills the gap with null. The API server refuses the object, or the parameter reaches nobody.
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.arguments.parameters.1.value}]
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
          if (written.kind !== 'new-item' && written.kind !== 'padded') continue;
          const { list: place, length, rest } = written;
          // What belongs into another list, or into no list at all, is said elsewhere.
          if (valueOfKeys(document, place.slice(0, 1)) === undefined || place[1] === 'workflowTemplateRef') {
            continue;
          }
          const [field] = rest;
          // The template's own lists are Go types, whose other fields may be empty.
          const ofNames = NAMED.has(place.at(-1) ?? '') && list.level === 'type';
          const nameless = ofNames && field !== undefined && !givesName(list, place, length);
          if (written.kind === 'new-item' && !nameless) continue;
          const dest = list.parameters[index]?.dest ?? '';
          const names = itemNames(document, place).filter((name) => name !== '');
          const items = `"${place.join('.')}" has ${length === 0 ? 'no items' : length === 1 ? 'one item' : `${length} items`}`;
          report({
            resource: sensor.resource,
            path: [...list.path, index, 'dest'],
            message: `${items}, so "${dest}" makes ${nameless ? 'a new one without a name' : 'items that are null'}`,
            help:
              names.length === 0
                ? 'write the item into the object first, with its name'
                : `the items: ${names.map((name, at) => `${at} is "${name}"`).join(', ')}`,
          });
        }
      }
    },
  },
};

/** Lists whose items have to have a name. Source: Kubernetes API core/v1, argo-workflows workflow_types.go. */
const NAMED: ReadonlySet<string> = new Set([
  'artifacts',
  'containers',
  'env',
  'initContainers',
  'parameters',
  'sidecars',
  'tasks',
  'templates',
  'volumes',
]);

function givesName({ parameters }: ParameterList, place: readonly string[], length: number): boolean {
  const name = [...place, String(length), 'name'].join('.');
  return parameters.some(({ dest }) => destinationKeys(dest)?.join('.') === name);
}
