import { isObject, type JsonValue, objectAt } from '../../json.ts';
import { EVENT_SOURCE_TYPES } from '../../model/kinds/event-source.ts';
import type { Rule } from '../rule.ts';

export const noEvents: Rule = {
  id: 'event-source/no-events',
  severity: 'error',
  summary: 'an EventSource without any event',
  docs: {
    why: `The pod starts, finds nothing to listen to, exits, and starts again for ever. The controller says that all is well.
Source: argo-events pkg/eventsources/eventing.go (run).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  eventBusName: default
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`,
  },
  check: {
    eventSource({ resource, events }, { report }) {
      const spec = objectAt(resource.value, 'spec') ?? {};
      // A type that does not exist, or cannot be read, is said elsewhere.
      if (events.length > 0 || !Object.keys(spec).every((key) => isEmpty(key, spec[key]))) return;
      report({
        resource,
        path: ['spec'],
        what: 'key',
        message: 'no event of any type: the pod exits, and starts again for ever',
        help: 'add an event, for example `webhook: {deploy: {endpoint: /deploy, port: "12000", method: POST}}`',
      });
    },
  },
};

const OTHERS: ReadonlySet<string> = new Set(['eventBusName', 'replicas', 'service', 'template']);
const TYPES: ReadonlySet<string> = new Set(EVENT_SOURCE_TYPES);

function isEmpty(key: string, value: JsonValue | undefined): boolean {
  if (OTHERS.has(key)) return true;
  return TYPES.has(key) && (value === null || (isObject(value) && Object.keys(value).length === 0));
}
