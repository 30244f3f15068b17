import { isObject } from '../../json.ts';
import { sourceType } from '../../simulate/sources/source-type.ts';
import type { Rule } from '../rule.ts';

export const filterEmpty: Rule = {
  id: 'event-source/filter-empty',
  severity: 'error',
  summary: 'a filter without an expression',
  docs: {
    why: `An empty expression cannot be compiled, so each event is dropped; a caller still gets 200, "success".
Source: argo-events pkg/eventsources/eventing.go (run, filterEvent).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {}}
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
    event(event, source, { report }) {
      const { filter } = event.spec;
      if (sourceType(event.type)?.filterExpression !== true || !isObject(filter)) return;
      const { expression = null } = filter;
      if (expression !== null && expression !== '') return;
      const path = [...event.path, 'filter'];
      report({
        resource: source.resource,
        path,
        what: 'key',
        message: 'the filter has no expression: each event is dropped',
        help: 'remove it, or add an "expression"',
        fix: { message: 'remove "filter"', safe: false, edits: [{ kind: 'remove', path }] },
      });
    },
  },
};
