import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const calendarNever: Rule = {
  id: 'event-source/calendar-never',
  severity: 'error',
  summary: 'a schedule for days that do not exist',
  docs: {
    why: `When no time of the next five years fits, the next time is the year 1, which is in the past: the event source makes events without a pause, as fast as it can.
Source: argo-events pkg/eventsources/sources/calendar/start.go (StartListening), robfig/cron v3 spec.go (Next).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 0 30 2 *"}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 0 28 2 *"}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      const schedule = type === 'calendar' ? textAt(spec, 'schedule') : '';
      // A day can only be missing where both a day and a month are named.
      const [, , day, month] = schedule
        .replace(/^(?:CRON_)?TZ=\S+/, '')
        .trim()
        .split(/\s+/);
      if (day === undefined || day === '*' || month === undefined || month === '*') return;
      const [answer] = engine.ask([
        {
          op: 'cron',
          schedule,
          parser: 'calendar',
          timezone: 'UTC',
          after: '2026-01-01T00:00:00Z',
          count: 1,
          direction: 'next',
        },
      ]);
      if (!answer.ok || answer.value.length > 0) return;
      report({
        resource,
        path: [...path, 'schedule'],
        message: `no day fits "${schedule}": instead of waiting for one, the event source makes events without a pause`,
      });
    },
  },
};
