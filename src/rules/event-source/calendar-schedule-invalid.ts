import type { Rule } from '../rule.ts';

export const calendarScheduleInvalid: Rule = {
  id: 'event-source/calendar-schedule-invalid',
  severity: 'error',
  summary: 'a schedule that cannot be read',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. A schedule has five fields: minute, hour, day of the month, month and day of the week, from 0 to 6. There are no seconds, and no words such as @hourly. One that begins with "TZ=" and has nothing behind the timezone makes the controller panic.
Source: argo-events pkg/eventsources/sources/calendar/validate.go, start.go (resolveSchedule).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "@daily"}
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
