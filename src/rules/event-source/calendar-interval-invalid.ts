import type { Rule } from '../rule.ts';

export const calendarIntervalInvalid: Rule = {
  id: 'event-source/calendar-interval-invalid',
  severity: 'error',
  summary: 'an interval that is no duration',
  docs: {
    why: `The controller refuses the EventSource: no Deployment is made or changed, so no event of the whole object arrives. The units are those of Go: ns, us, ms, s, m and h.
Source: argo-events pkg/eventsources/sources/calendar/validate.go, start.go (resolveSchedule).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {interval: 1d}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {interval: 24h}
`,
  },
};
