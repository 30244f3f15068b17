import { listAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const calendarExclusionIgnored: Rule = {
  id: 'event-source/calendar-exclusion-ignored',
  severity: 'warning',
  summary: 'an excluded date that nothing reads',
  docs: {
    why: `Only entries that begin with "EXDATE:" are read, with dates such as 20261224T000000Z, several with commas between them. All others are passed over without a word.
Source: argo-events pkg/shared/util/recurrence.go (ParseExclusionDates).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", exclusionDates: ["2026-12-24"]}
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
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'calendar') return;
      for (const [index, entry] of listAt(spec, 'exclusionDates').entries()) {
        if (typeof entry !== 'string' || entry.startsWith('EXDATE:')) continue;
        const at = [...path, 'exclusionDates', index];
        const meant = dateOf(entry);
        report({
          resource,
          path: at,
          message: `"${entry}" is passed over: it does not begin with "EXDATE:"`,
          help: meant === undefined ? 'write it as "EXDATE:20261224T000000Z"' : `write "${meant}"`,
          ...(meant !== undefined && {
            fix: {
              message: `write "${meant}"`,
              safe: true,
              edits: [{ kind: 'set', path: at, value: meant }],
            },
          }),
        });
      }
    },
  },
};

function dateOf(entry: string): string | undefined {
  const date = /^(?:exdate:)?(\d{4})-?(\d\d)-?(\d\d)(?:T[\d:.Z+-]*)?$/i.exec(entry.trim());
  return date === null ? undefined : `EXDATE:${date.slice(1, 4).join('')}T000000Z`;
}
