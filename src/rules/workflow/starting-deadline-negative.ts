import type { Rule } from '../rule.ts';

export const startingDeadlineNegative: Rule = {
  id: 'workflow/starting-deadline-negative',
  severity: 'error',
  summary: 'the starting deadline of a CronWorkflow is negative',
  docs: {
    why: `It counts the seconds by which a missed run may be late. The CronWorkflow never runs; only its status says
why. Source: argo-workflows workflow/validate/validate.go (CronWorkflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  startingDeadlineSeconds: -60
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  startingDeadlineSeconds: 60
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
};
