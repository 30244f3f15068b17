import { TRIGGER_KINDS, type TriggerKind } from '../../model/kinds/sensor.ts';
import { destinationKeys } from '../destination.ts';
import { insteadOf } from '../meant.ts';
import type { Rule } from '../rule.ts';
import { kindIn, parametersOf } from '../trigger-parts.ts';

export const wrongLevel: Rule = {
  id: 'parameter/wrong-level',
  severity: 'error',
  summary: 'a dest that belongs to another list of parameters',
  docs: {
    why: `The "parameters" of a trigger write to its template: "http.url", "k8s.source.resource.metadata.name". The "parameters" inside "k8s" and "argoWorkflow" write to the object itself: "metadata.name". In the wrong list the first vanish without a word, and the second give the object a field that it does not have.
Source: argo-events pkg/sensors/triggers/params.go (ApplyTemplateParameters, ApplyResourceParameters).`,
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
          parameters: [{src: {dependencyName: push, dataKey: body.ref}, dest: argoWorkflow.source.resource.spec.arguments.parameters.0.value}]
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
    trigger(trigger, sensor, { report }) {
      const kind = kindIn(trigger);
      if (kind === undefined) return;
      for (const { list, spec, path } of parametersOf(trigger)) {
        const keys = destinationKeys(spec.dest);
        if (keys === undefined || (list.level !== 'trigger' && list.level !== 'type')) continue;
        const meant = meantBy(kind, list.level, keys, spec.dest);
        if (meant === undefined) continue;
        const at = [...path, 'dest'];
        const target =
          list.level === 'trigger'
            ? "the trigger's template"
            : kind === 'k8s' || kind === 'argoWorkflow'
              ? 'the object'
              : `"${kind}"`;
        report({
          resource: sensor.resource,
          path: at,
          message: `"${spec.dest}" is written to ${target}, which has no "${keys[0]}"`,
          ...insteadOf(at, meant),
        });
      }
    },
  },
};

function meantBy(
  kind: TriggerKind,
  level: 'trigger' | 'type',
  [root = '', ...rest]: readonly string[],
  dest: string,
): string | undefined {
  const withObject = kind === 'k8s' || kind === 'argoWorkflow';
  if (level === 'trigger') {
    if (withObject && ['metadata', 'spec', 'data'].includes(root)) return `${kind}.source.resource.${dest}`;
    return root === 'template' && rest.length > 0 ? dest.slice('template.'.length) : undefined;
  }
  if (withObject && root === 'source') return within(dest, 'source.resource.');
  if (!(TRIGGER_KINDS as readonly string[]).includes(root) || rest.length === 0) return undefined; // widened to ask for any text
  return withObject ? within(dest, `${kind}.source.resource.`) : within(dest, `${kind}.`);
}

function within(dest: string, prefix: string): string | undefined {
  return dest.startsWith(prefix) ? dest.slice(prefix.length) : undefined;
}
