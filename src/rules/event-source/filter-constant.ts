import type { Rule } from '../rule.ts';
import { constantResult } from '../source-filter.ts';

export const filterConstant: Rule = {
  id: 'event-source/filter-constant',
  severity: 'warning',
  summary: 'a filter that says the same of every event',
  docs: {
    why: `An expression that reads nothing of the event is either always true, and of no use, or always false: then each event is dropped, and a caller still gets 200, "success".
Source: argo-events pkg/eventsources/eventing.go (run, filterEvent).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: '"body.action" == "opened"'}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'body.action == "opened"'}}
`,
  },
  check: {
    event({ filterExpression, path }, { resource }, { engine, report }) {
      const result = filterExpression === undefined ? undefined : constantResult(engine, filterExpression);
      if (result === undefined) return;
      report({
        resource,
        path: [...path, 'filter', 'expression'],
        ...(!result && { severity: 'error' as const }),
        message: result
          ? 'the filter reads nothing of the event, and is always true'
          : 'the filter reads nothing of the event, and is always false: each event is dropped',
        help: 'the names of keys are written without quotes: `body.action == "opened"`',
      });
    },
  },
};
