import { judgeQuery, queryOf } from '../jq.ts';
import type { Rule } from '../rule.ts';

export const jqEnvironment: Rule = {
  id: 'transform/jq-environment',
  severity: 'warning',
  summary: 'a jq query that reads the environment, which is empty',
  docs: {
    why: `"env" and "$ENV" are empty objects: gojq gives a query no environment unless it is told to.
Source: argo-events pkg/sensors/dependencies/transform.go (applyJQTransform). github.com/itchyny/gojq (WithEnvironLoader).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{ref: .body.ref, cluster: $ENV.CLUSTER}"}}]
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
      if (query === undefined) return;
      const bare = query.text.replace(/#[^\n]*|"(?:\\.|[^"\\])*"/g, '""');
      const name = /\$ENV\b|(?<![.\w$@])env\b(?!\s*:)/.exec(bare)?.[0];
      if (name === undefined || judgeQuery(engine, query) !== 'fine') return;
      report({
        resource,
        path: query.path,
        message: `"${name}" is empty, so whatever is read from it is null`,
      });
    },
  },
};
