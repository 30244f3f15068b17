import type { Rule } from '../rule.ts';

export const concurrencyPolicyUnknown: Rule = {
  id: 'workflow/concurrency-policy-unknown',
  severity: 'error',
  summary: 'the concurrency policy of a CronWorkflow does not exist',
  docs: {
    why: `The policies are Allow, Forbid and Replace. The CronWorkflow never runs; only its status says why. Source:
argo-workflows workflow/validate/validate.go (CronWorkflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  concurrencyPolicy: Wait
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  concurrencyPolicy: Forbid
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
};
