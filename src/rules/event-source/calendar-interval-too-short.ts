import { calendarNotes } from '../../simulate/sources/validation/calendar.ts';
import type { Rule } from '../rule.ts';

export const calendarIntervalTooShort: Rule = {
  id: 'event-source/calendar-interval-too-short',
  severity: 'error',
  summary: 'an interval that is no time at all',
  docs: {
    why: `The next tick is the last one plus the interval minus the fraction of the current second. Below one second it is always in the past: the event source makes events without a pause, as fast as it can.
Source: argo-events pkg/eventsources/sources/calendar/start.go (StartListening, resolveSchedule), robfig/cron v3 constantdelay.go (Next).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {interval: 500ms}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {interval: 1s}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      if (type !== 'calendar') return;
      for (const message of calendarNotes(spec, engine)) {
        report({ resource, path: [...path, 'interval'], message, help: 'use at least "1s"' });
      }
    },
  },
};
