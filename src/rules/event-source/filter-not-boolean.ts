import type { Rule } from '../rule.ts';
import { isNeverBoolean } from '../source-filter.ts';

export const filterNotBoolean: Rule = {
  id: 'event-source/filter-not-boolean',
  severity: 'error',
  summary: 'a filter that is neither true nor false',
  docs: {
    why: `An expression with another result than true or false fails for each event. The error is written to the log and the event is dropped; a caller still gets 200, "success".
Source: argo-events pkg/eventsources/eventing.go (run, filterEvent).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: '"opened"'}}
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
      if (filterExpression === undefined || !isNeverBoolean(engine, filterExpression)) return;
      report({
        resource,
        path: [...path, 'filter', 'expression'],
        message: 'the result of the filter is not true or false, so each event is dropped',
        help: 'compare it with something: `body.action == "opened"`',
      });
    },
  },
};
