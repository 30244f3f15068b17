import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { kindPart } from '../trigger-parts.ts';

export const severalSources: Rule = {
  id: 'trigger/several-sources',
  severity: 'warning',
  summary: 'a source with several places, of which one is read',
  docs: {
    why: `The sensor takes the first that is there of s3, inline, file, url, git, configmap and resource.
Source: argo-events pkg/sensors/artifacts/store.go (GetArtifactReader), pkg/sensors/triggers/fetch.go.`,
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
            url: {path: https://example.com/workflow.yaml, verifyCert: true}
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
      const part = kindPart(trigger);
      const source = part && objectAt(part.value, 'source');
      if (part === undefined || source === undefined) return;
      const [first, ...others] = PLACES.filter(
        (place) => Object.hasOwn(source, place) && source[place] !== null,
      );
      for (const place of others) {
        report({
          resource: sensor.resource,
          path: [...part.path, 'source', place],
          what: 'key',
          message: `"${place}" is not read, because the source has "${first}" too`,
        });
      }
    },
  },
};

const PLACES = ['s3', 'inline', 'file', 'url', 'git', 'configmap', 'resource'] as const;
