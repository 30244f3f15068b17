import type { Rule } from '../rule.ts';

export const scheduleMissing: Rule = {
  id: 'workflow/schedule-missing',
  severity: 'error',
  summary: 'a CronWorkflow has no schedule',
  docs: {
    why: `It never runs: the status says that it must have at least one schedule. \`schedule\`, a single text, was the
field before 4.0 and is not read any more. Source: argo-workflows workflow/validate/validate.go (CronWorkflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  schedules: []
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
};
