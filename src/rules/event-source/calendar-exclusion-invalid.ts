import { listAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const calendarExclusionInvalid: Rule = {
  id: 'event-source/calendar-exclusion-invalid',
  severity: 'error',
  summary: 'an excluded date that cannot be read',
  docs: {
    why: `It is read when the pod starts. The event source tries ten times and gives up: there are no events.
Source: argo-events pkg/shared/util/recurrence.go (ParseExclusionDates).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", exclusionDates: ["EXDATE:2026-12-24"]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", exclusionDates: ["EXDATE:20261224T000000Z"]}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      if (type !== 'calendar') return;
      for (const [index, entry] of listAt(spec, 'exclusionDates').entries()) {
        if (typeof entry !== 'string' || !entry.startsWith('EXDATE:')) continue;
        for (const text of entry.slice('EXDATE:'.length).split(',')) {
          const [answer] = engine.ask([
            { op: 'parseTime', layout: '20060102T150405Z', text, timezone: 'UTC' },
          ]);
          if (answer.ok || answer.kind !== 'error') continue;
          report({
            resource,
            path: [...path, 'exclusionDates', index],
            message: answer.error,
            help: 'write it as "EXDATE:20261224T000000Z"',
          });
        }
      }
    },
  },
};
