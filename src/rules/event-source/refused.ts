import { refusalOf } from '../../simulate/sources/validation/event-source.ts';
import type { Rule } from '../rule.ts';

export const refused: Rule = {
  id: 'event-source/refused',
  severity: 'error',
  summary: 'the controller refuses an EventSource, or cannot read it',
  docs: {
    why: `No Deployment is made or changed, so no event of the whole object arrives; one that cannot be read stops the controller
from handling any EventSource. The message is the controller's; it says the first thing that it finds.
Source: argo-events pkg/reconciler/eventsource/validate.go, pkg/eventsources/sources/<type>/validate.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: clock}
spec: {calendar: {tick: {schedule: "@hourly"}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: clock}
spec: {calendar: {tick: {schedule: "0 * * * *"}}}
`,
  },
  check: {
    eventSource({ resource }, { engine, report }) {
      const refusal = refusalOf(resource.value, engine);
      if (refusal === undefined) return;
      const { message, path } = refusal;
      report({ resource, path, message: message || 'the event has no "webhook"' });
    },
  },
};
