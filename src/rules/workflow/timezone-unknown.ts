import type { Rule } from '../rule.ts';

export const timezoneUnknown: Rule = {
  id: 'workflow/timezone-unknown',
  severity: 'error',
  summary: 'the timezone of a CronWorkflow does not exist',
  docs: {
    why: `Names are those of the IANA database, such as Europe/Paris. The CronWorkflow never runs; only its status
says why. Source: argo-workflows workflow/validate/validate.go (CronWorkflow).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  timezone: Europe/Pairs
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: nightly}
spec:
  timezone: Europe/Paris
  schedules: ["0 3 * * *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
};
