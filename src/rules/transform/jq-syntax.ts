import { judgeQuery, queryOf } from '../jq.ts';
import type { Rule } from '../rule.ts';

export const jqSyntax: Rule = {
  id: 'transform/jq-syntax',
  severity: 'error',
  summary: 'a jq query that cannot be read',
  docs: {
    why: `With a query that gojq cannot read each event is thrown away for this dependency.
Source: argo-events pkg/sensors/dependencies/transform.go (applyJQTransform).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{ref: .body.ref"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{ref: .body.ref}"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      const query = queryOf(dependency);
      const judged = query && judgeQuery(engine, query);
      if (query === undefined || typeof judged !== 'object') return;
      report({
        resource,
        path: query.path,
        message: `the query cannot be read, so no event passes: ${judged.syntax}`,
      });
    },
  },
};
