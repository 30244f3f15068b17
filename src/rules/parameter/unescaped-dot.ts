import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { objectOf, parametersOf } from '../trigger-parts.ts';

export const unescapedDot: Rule = {
  id: 'parameter/unescaped-dot',
  severity: 'error',
  summary: 'a dest whose last key has dots that are not escaped',
  docs: {
    why: `Each dot of a dest begins a new level: "metadata.labels.app.kubernetes.io/name" makes a label "app" that is a mapping, and the API server refuses the object, because labels are texts. A dot that belongs to a key is written as "\\\\.".
Source: tidwall/sjson sjson.go (parsePath).`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: metadata.labels.example.com/ref}]
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: 'metadata.labels.example\\.com/ref'}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      for (const { list, spec, path } of parametersOf(trigger)) {
        const keys = destinationKeys(spec.dest);
        if (keys === undefined || (list.level !== 'trigger' && list.level !== 'type')) continue;
        const object = objectOf(model, sensor, trigger)?.resource;
        if (object === undefined) continue;
        const start = list.level === 'trigger' ? ROOT.exec(spec.dest)?.[0] : '';
        const texts = TEXTS.find(
          ({ prefix, kind }) =>
            start !== undefined &&
            spec.dest.startsWith(start + prefix) &&
            (kind === undefined || kind === object.kind),
        );
        if (texts === undefined || start === undefined) continue;
        const head = start + texts.prefix;
        const key = spec.dest.slice(head.length);
        if (!/[^\\]\./.test(key)) continue;
        const meant = head + key.replace(/([^\\])\./g, '$1\\.');
        const at = [...path, 'dest'];
        report({
          resource: sensor.resource,
          path: at,
          message: `"${spec.dest}" goes ${keys.length} levels down, but "${texts.prefix.slice(0, -1)}" holds texts only`,
          help: `write "${meant}"`,
          fix: { message: `write "${meant}"`, safe: true, edits: [{ kind: 'set', path: at, value: meant }] },
        });
      }
    },
  },
};

const ROOT = /^(?:k8s|argoWorkflow)\.source\.resource\./;

/** Maps of texts whose keys often have dots. Source: Kubernetes API meta/v1 (ObjectMeta), core/v1. */
const TEXTS: readonly { readonly prefix: string; readonly kind?: string }[] = [
  { prefix: 'metadata.labels.' },
  { prefix: 'metadata.annotations.' },
  { prefix: 'data.', kind: 'ConfigMap' },
  { prefix: 'data.', kind: 'Secret' },
  { prefix: 'stringData.', kind: 'Secret' },
];
