import { own } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const limitZero: Rule = {
  id: 'workflow/limit-zero',
  severity: 'error',
  summary: 'a limit that lets nothing run',
  docs: {
    why: `With a parallelism of 0 the Workflow has reached its limit before the first pod, and waits for ever; with a deadline of 0
seconds it has passed when the Workflow starts, which fails. Source: argo-workflows workflow/controller/operator.go
(checkParallelism, getWorkflowDeadline).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  parallelism: 0
  templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  parallelism: 1
  templates: [{name: main, container: {image: alpine}}]
`,
  },
  check: {
    workflow({ spec, specPath, resource }, { report }) {
      for (const [field, effect] of [
        ['parallelism', 'no pod is ever started'],
        ['activeDeadlineSeconds', 'the Workflow fails as soon as it starts'],
      ] as const) {
        const value = own(spec, field);
        if (typeof value !== 'number' || value > 0) continue;
        report({ resource, path: [...specPath, field], message: `with "${field}" ${value} ${effect}` });
      }
    },
  },
};
