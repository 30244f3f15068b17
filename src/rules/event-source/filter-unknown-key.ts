import { pathProblem } from '../event-data.ts';
import type { Rule } from '../rule.ts';
import { pathsOf } from '../source-filter.ts';

export const filterUnknownKey: Rule = {
  id: 'event-source/filter-unknown-key',
  severity: 'warning',
  summary: 'a filter that reads a key that no event of the type has',
  docs: {
    why: `Each type of event has its own top-level keys, and names of headers are spelled as Go does. A name that is not there is nil: what is below it fails, and the event is dropped; a comparison with it is false.
Source: argo-events pkg/eventsources/events/event-data.go, pkg/eventsources/eventing.go (filterEvent).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'headers["X-Event"][0] == "push"'}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'header["X-Event"][0] == "push"'}}
`,
  },
  check: {
    event(event, { resource }, { engine, report }) {
      const { filterExpression, path } = event;
      if (filterExpression === undefined) return;
      const said = new Set<string>();
      for (const keys of pathsOf(engine, filterExpression)) {
        const problem = pathProblem(event, keys);
        if (problem === undefined || said.has(problem.message)) continue;
        // A shorter path with the same fault has said it.
        if ([...said].some((one) => keys.startsWith(`${one}.`))) continue;
        said.add(problem.message).add(keys);
        report({
          resource,
          path: [...path, 'filter', 'expression'],
          message: problem.message,
          ...(problem.meant !== undefined && { help: `did you mean "${problem.meant}"?` }),
        });
      }
    },
  },
};
