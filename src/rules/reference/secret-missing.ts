import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const secretMissing: Rule = {
  id: 'reference/secret-missing',
  severity: 'error',
  summary: 'a reference leads to a Secret that is not there',
  docs: {
    why: `Event sources and sensors mount the whole Secret, and nothing of it is optional: the pod never starts. The container of
a Workflow stays in CreateContainerConfigError. Source: argo-events pkg/shared/util/volumes.go.`,
    bad: `apiVersion: v1
kind: Secret
metadata: {name: token}
stringData: {key: value}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, container: {image: alpine, env: [{name: A, valueFrom: {secretKeyRef: {name: tokn, key: key}}}]}}]
`,
    good: `apiVersion: v1
kind: Secret
metadata: {name: token}
stringData: {key: value}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates: [{name: main, container: {image: alpine, env: [{name: A, valueFrom: {secretKeyRef: {name: token, key: key}}}]}}]
`,
  },
  check: missingTarget('secret'),
};
