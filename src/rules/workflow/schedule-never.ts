import { listAt, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const scheduleNever: Rule = {
  id: 'workflow/schedule-never',
  severity: 'error',
  summary: 'a schedule for days that do not exist',
  docs: {
    why: `The schedule can be read, and no day of the next years fits it: the CronWorkflow is accepted and never starts anything.
Source: github.com/robfig/cron spec.go (Next gives up after five years), argo-workflows workflow/cron/controller.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: build}
spec:
  schedules: ["0 3 30 2 *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: CronWorkflow
metadata: {name: build}
spec:
  schedules: ["0 3 28 2 *"]
  workflowSpec:
    entrypoint: main
    templates: [{name: main, container: {image: alpine}}]
`,
  },
  check: {
    workflow({ kind, resource }, { engine, report }) {
      if (kind !== 'CronWorkflow') return;
      const spec = objectAt(resource.value, 'spec');
      for (const [index, schedule] of listAt(spec, 'schedules').entries()) {
        if (typeof schedule !== 'string') continue;
        const fields = schedule
          .replace(/^(?:CRON_)?TZ=\S+/, '')
          .trim()
          .split(/\s+/);
        const [, , day = '*', month = '*'] = fields;
        // A day can only be missing where both a day and a month are named.
        if (/^[*?]$/.test(day) || /^[*?]$/.test(month)) continue;
        const zone = textAt(spec, 'timezone');
        const timezone = /TZ=/.test(schedule) ? '' : zone;
        const [answer] = engine.ask([
          {
            op: 'cron',
            schedule,
            parser: 'standard',
            timezone,
            after: '2026-01-01T00:00:00Z',
            count: 1,
            direction: 'next',
          },
        ]);
        if (!answer.ok || answer.value.length > 0) continue;
        const path = ['spec', 'schedules', index];
        report({ resource, path, message: `no day fits "${schedule}", so nothing is ever started` });
      }
    },
  },
};
