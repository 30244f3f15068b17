import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const calendarIntervalIgnored: Rule = {
  id: 'event-source/calendar-interval-ignored',
  severity: 'warning',
  summary: 'an interval beside a schedule',
  docs: {
    why: `When there is a schedule the interval is not read.
Source: argo-events pkg/eventsources/sources/calendar/start.go (resolveSchedule).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", interval: 24h}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *"}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'calendar' || textAt(spec, 'schedule') === '' || textAt(spec, 'interval') === '') return;
      const at = [...path, 'interval'];
      report({
        resource,
        path: at,
        message: 'the interval is not read, because there is a schedule',
        help: 'remove one of them',
        fix: { message: 'remove "interval"', safe: true, edits: [{ kind: 'remove', path: at }] },
      });
    },
  },
};
