import type { Shape } from '../../simulate/go-struct.ts';
import { kindShape, TEMPLATE } from '../../simulate/triggers/trigger-shape.ts';
import { destinationKeys } from '../destination.ts';
import type { Rule } from '../rule.ts';
import { kindPart, objectOf, parametersOf } from '../trigger-parts.ts';

export const textIntoNumber: Rule = {
  id: 'parameter/text-into-number',
  severity: 'error',
  summary: 'a parameter writes text into a field that is a number or a boolean',
  docs: {
    why: `Without "useRawData" every value is written as a text, even when the event has a number. Go refuses a text where its type has a number or a boolean: the sensor fails to read its own trigger, or the API server the object.
Source: argo-events pkg/sensors/triggers/params.go (ApplyParams), go encoding/json.`,
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
                priority: 1
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: spec.priority}]
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
                priority: 1
          parameters: [{src: {dependencyName: push, dataKey: body.priority, useRawData: true}, dest: spec.priority}]
`,
  },
  check: {
    trigger(trigger, sensor, { model, report }) {
      const part = kindPart(trigger);
      if (part === undefined) return;
      const objects = part.kind === 'k8s' || part.kind === 'argoWorkflow';
      for (const { list, spec, path } of parametersOf(trigger)) {
        const { src, dest, operation } = spec;
        if (operation === 'append' || operation === 'prepend') continue;
        // What the data has at a key may be of any type once it is raw.
        if (src === undefined || (src.useRawData && src.dataKey !== '')) continue;
        const keys = destinationKeys(dest);
        if (keys === undefined || (list.level !== 'trigger' && list.level !== 'type')) continue;
        const type =
          list.level === 'type' && objects
            ? fieldOfObject(objectOf(model, sensor, trigger)?.resource.kind, keys)
            : part.kind === 'custom' && list.level === 'type'
              ? undefined
              : fieldOfShape(list.level === 'trigger' ? TEMPLATE : kindShape(part.kind), keys);
        if (type === undefined) continue;
        const selects = src.dataKey !== '' && src.dataTemplate === '';
        report({
          resource: sensor.resource,
          path: [...path, 'dest'],
          message: `"${dest}" is ${type}, and the parameter writes a text`,
          help: selects
            ? 'add "useRawData: true", and send the value without quotes'
            : 'only a "dataKey" with "useRawData: true" gives a value that is no text',
          ...(selects && {
            fix: {
              message: 'add "useRawData: true"',
              safe: true,
              edits: [{ kind: 'set', path: [...path, 'src', 'useRawData'], value: true }],
            },
          }),
        });
      }
    },
  },
};

type Field = 'a number' | 'a boolean' | undefined;

function fieldOfShape(root: Shape, keys: readonly string[]): Field {
  let shape: Shape | undefined = root;
  for (const key of keys) {
    if (shape?.kind === 'list') shape = shape.item;
    else shape = shape?.kind === 'struct' ? shape.fields[key]?.shape : undefined;
  }
  return shape?.kind === 'integer' ? 'a number' : shape?.kind === 'bool' ? 'a boolean' : undefined;
}

/** Source: Kubernetes API core/v1, apps/v1, batch/v1; argo-workflows workflow_types.go. */
const NUMBERS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Workflow: [
      'activeDeadlineSeconds',
      'parallelism',
      'priority',
      'podPriority',
      'ttlStrategy.secondsAfterCompletion',
      'ttlStrategy.secondsAfterFailure',
      'ttlStrategy.secondsAfterSuccess',
    ],
    Deployment: ['replicas', 'minReadySeconds', 'progressDeadlineSeconds', 'revisionHistoryLimit'],
    StatefulSet: ['replicas', 'minReadySeconds', 'revisionHistoryLimit'],
    ReplicaSet: ['replicas', 'minReadySeconds'],
    Job: ['activeDeadlineSeconds', 'backoffLimit', 'completions', 'parallelism', 'ttlSecondsAfterFinished'],
    Pod: ['activeDeadlineSeconds', 'priority', 'terminationGracePeriodSeconds'],
  }),
);
const FLAGS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    Workflow: ['automountServiceAccountToken', 'hostNetwork', 'suspend', 'workflowTemplateRef.clusterScope'],
    Deployment: ['paused'],
    Job: ['suspend'],
    Pod: ['automountServiceAccountToken', 'hostIPC', 'hostNetwork', 'hostPID', 'shareProcessNamespace'],
  }),
);

function fieldOfObject(kind: string | undefined, [root, ...rest]: readonly string[]): Field {
  if (kind === undefined || root !== 'spec') return undefined;
  const field = rest.join('.');
  if (NUMBERS.get(kind)?.includes(field)) return 'a number';
  return FLAGS.get(kind)?.includes(field) ? 'a boolean' : undefined;
}
