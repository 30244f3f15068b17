import type { Rule } from '../rule.ts';

export const scheduleInvalid: Rule = {
  id: 'workflow/schedule-invalid',
  severity: 'error',
  summary: 'the schedule of a CronWorkflow cannot be read',
  docs: {
    why: `Five fields, a descriptor such as \`@daily\`, or \`@every 6h\`. There are no seconds, no \`@reboot\`, and Sunday
is 0 only. The CronWorkflow never runs; only its status says why. Source: argo-workflows workflow/validate/validate.go
(CronWorkflow), robfig/cron parser.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  schedules: ["0 3 * * 7"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  schedules: ["0 3 * * 0"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
};
