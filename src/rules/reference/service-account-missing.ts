import { missingTarget } from '../dangling.ts';
import type { Rule } from '../rule.ts';

export const serviceAccountMissing: Rule = {
  id: 'reference/service-account-missing',
  severity: 'error',
  summary: 'an object runs as a service account that is not there',
  docs: {
    why: `A pod of an account that does not exist is never made: the ReplicaSet or the workflow controller is told \`error looking
up service account\`. The namespace counts: it is the one of the object that runs.`,
    bad: `apiVersion: v1
kind: ServiceAccount
metadata: {name: builder}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  serviceAccountName: bilder
  entrypoint: main
  templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: builder}
---
apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  serviceAccountName: builder
  entrypoint: main
  templates: [{name: main, container: {image: alpine}}]
`,
  },
  check: missingTarget('runs-as'),
};
