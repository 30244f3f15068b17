import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const configMapMissing: Rule = {
  id: 'reference/config-map-missing',
  severity: 'error',
  summary: 'a reference leads to a ConfigMap that is not there',
  docs: {
    why: `Event sources and sensors mount the whole ConfigMap, and nothing of it is optional: the pod never starts. A Workflow
that reads a parameter from it ends in an error. Source: argo-events pkg/shared/util/volumes.go.`,
    bad: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {key: value}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, container: {image: alpine, env: [{name: A, valueFrom: {configMapKeyRef: {name: setings, key: key}}}]}}]
`,
    good: `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {key: value}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, container: {image: alpine, env: [{name: A, valueFrom: {configMapKeyRef: {name: settings, key: key}}}]}}]
`,
  },
  check: missingTarget('config-map'),
};
