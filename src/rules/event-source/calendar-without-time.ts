import type { Rule } from '../rule.ts';

export const calendarWithoutTime: Rule = {
  id: 'event-source/calendar-without-time',
  severity: 'error',
  summary: 'a calendar that says neither when nor how often',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives.
Source: argo-events pkg/eventsources/sources/calendar/validate.go, start.go (resolveSchedule).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {timezone: Europe/Berlin}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *"}
`,
  },
};
