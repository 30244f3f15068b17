import type { Engine } from '../../engine/engine.ts';
import { textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import { insteadOf } from '../meant.ts';
import type { Rule } from '../rule.ts';

export const calendarTimezoneUnknown: Rule = {
  id: 'event-source/calendar-timezone-unknown',
  severity: 'error',
  summary: 'a timezone that does not exist',
  docs: {
    why: `It is read when the pod starts. The event source tries ten times and gives up: there are no events.
Source: argo-events pkg/eventsources/sources/calendar/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", timezone: Europe/Berln}
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
    event({ type, spec, path }, { resource }, { engine, report }) {
      const timezone = type === 'calendar' ? textAt(spec, 'timezone') : '';
      if (timezone === '') return;
      const error = timezoneError(engine, timezone);
      if (error === undefined) return;
      const at = [...path, 'timezone'];
      const meant = nearest(timezone, Intl.supportedValuesOf('timeZone'));
      report({
        resource,
        path: at,
        message: error,
        ...insteadOf(at, meant),
      });
    },
  },
};

const KNOWN = new WeakMap<Engine, Map<string, string | undefined>>();

let zones: ReadonlySet<string> | undefined;

function timezoneError(engine: Engine, timezone: string): string | undefined {
  // The names that everybody knows need no engine.
  zones ??= new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);
  if (zones.has(timezone)) return undefined;
  const known = KNOWN.get(engine) ?? new Map<string, string | undefined>();
  KNOWN.set(engine, known);
  if (!known.has(timezone)) {
    const [answer] = engine.ask([{ op: 'wallClock', at: '2026-01-01T00:00:00Z', timezone }]);
    known.set(timezone, answer.ok || answer.kind !== 'error' ? undefined : answer.error);
  }
  return known.get(timezone);
}
