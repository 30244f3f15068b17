import { objectAt, textAt } from '../../json.ts';
import { durationRemedy } from '../../simulate/sources/validation/steps.ts';
import type { Rule } from '../rule.ts';

export const calendarCatchup: Rule = {
  id: 'event-source/calendar-catchup',
  severity: 'error',
  summary: 'a catch-up that cannot work',
  docs: {
    why: `What was missed is made up for only when a ConfigMap remembers the last event. A "maxDuration" is read when the pod starts; one that is no duration stops the events.
Source: argo-events pkg/eventsources/sources/calendar/start.go (getExecutionTime, initializePersistence).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", persistence: {catchup: {enabled: true, maxDuration: 2d}, configMap: {name: nightly, createIfNotExist: true}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  calendar:
    nightly: {schedule: "0 2 * * *", persistence: {catchup: {enabled: true, maxDuration: 48h}, configMap: {name: nightly, createIfNotExist: true}}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      const persistence = type === 'calendar' ? objectAt(spec, 'persistence') : undefined;
      const catchup = objectAt(persistence, 'catchup');
      if (catchup === undefined || catchup['enabled'] !== true) return;
      const at = [...path, 'persistence', 'catchup'];
      if (objectAt(persistence, 'configMap') === undefined) {
        report({
          resource,
          path: at,
          what: 'key',
          severity: 'warning',
          message: 'nothing is made up for, because nothing remembers the last event',
          help: 'add `configMap: {name: NAME, createIfNotExist: true}` to "persistence"',
        });
        return;
      }
      const text = textAt(catchup, 'maxDuration');
      if (text === '') return;
      const [answer] = engine.ask([{ op: 'duration', text }]);
      if (answer.ok || answer.kind !== 'error') return;
      const where = [...at, 'maxDuration'];
      report({
        resource,
        path: where,
        message: `there are no events: ${answer.error}`,
        ...durationRemedy(where, text),
      });
    },
  },
};
