import { listAt, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const scheduleTimezoneTwice: Rule = {
  id: 'workflow/schedule-timezone-twice',
  severity: 'error',
  summary: 'a schedule with a time zone of its own beside `timezone`',
  docs: {
    why: `The controller puts the \`timezone\` before each schedule. One that has its own cannot be read then. The validation reads
it without and accepts it; the controller only logs "could not schedule CronWorkflow", and never starts anything. Source:
argo-workflows pkg/apis/workflow/v1alpha1/cron_workflow_types.go (withTimezone), workflow/cron/controller.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: build}
spec:
  schedules: ["CRON_TZ=UTC 0 3 * * *"]
  timezone: Europe/Berlin
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: build}
spec:
  schedules: ["0 3 * * *"]
  timezone: Europe/Berlin
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
  check: {
    workflow({ kind, resource }, { engine, report }) {
      const spec = objectAt(resource.value, 'spec');
      const timezone = textAt(spec, 'timezone');
      if (kind !== 'CronWorkflow' || timezone === '') return;
      for (const [index, schedule] of listAt(spec, 'schedules').entries()) {
        if (typeof schedule !== 'string' || !/^(?:CRON_)?TZ=/.test(schedule)) continue;
        const [answer] = engine.ask([
          {
            op: 'cron',
            schedule: `CRON_TZ=${timezone} ${schedule}`,
            parser: 'standard',
            timezone: '',
            after: '2026-01-01T00:00:00Z',
            count: 1,
            direction: 'next',
          },
        ]);
        if (answer.ok || answer.kind !== 'error') continue;
        report({
          resource,
          path: ['spec', 'schedules', index],
          message: `"${schedule}" has a time zone of its own, so it cannot be read beside the timezone "${timezone}"`,
        });
      }
    },
  },
};
