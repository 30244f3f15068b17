import type { Rule } from '../rule.ts';

export const unknownKind: Rule = {
  id: 'model/unknown-kind',
  severity: 'error',
  summary: 'a kind of Argo that there is not',
  docs: {
    why: `The API server has no such kind in argoproj.io: \`no matches for kind\`. A Gateway was one until Argo Events 1.0.
Source: argo-events manifests/base/crds, argo-workflows manifests/base/crds.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensr
metadata: {name: notify}
`,
    good: `apiVersion: v1
kind: ServiceAccount
metadata: {name: build}
`,
  },
};
