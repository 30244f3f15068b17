import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const calendarTimezoneOverridden: Rule = {
  id: 'event-source/calendar-timezone-overridden',
  severity: 'warning',
  summary: 'a timezone that the schedule overrides',
  docs: {
    why: `A schedule that begins with "TZ=" or "CRON_TZ=" has a timezone of its own; the field is not used for it.
Source: argo-events pkg/eventsources/sources/calendar/start.go (StartListening), robfig/cron v3 spec.go (Next).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "TZ=Asia/Tokyo 0 2 * * *", timezone: Europe/Berlin}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", timezone: Europe/Berlin}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const timezone = type === 'calendar' ? textAt(spec, 'timezone') : '';
      const own = /^(?:CRON_)?TZ=(\S+)\s/.exec(textAt(spec, 'schedule'))?.[1];
      if (timezone === '' || own === undefined || own === timezone) return;
      report({
        resource,
        path: [...path, 'timezone'],
        message: `the schedule is in "${own}", whatever "timezone" says`,
        help: 'remove one of them',
      });
    },
  },
};
