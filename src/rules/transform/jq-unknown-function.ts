import { judgeQuery, queryOf, unknownNames } from '../jq.ts';
import type { Rule } from '../rule.ts';

export const jqUnknownFunction: Rule = {
  id: 'transform/jq-unknown-function',
  severity: 'error',
  summary: 'a jq query with a function or a variable that gojq does not know',
  docs: {
    why: `gojq is another jq: it has no "keys_unsorted" and no "input_line_number", and here no "input", because there is one event only, and no variables but "$ENV". The sensor says "output must be a JSON object", whatever is wrong, and throws each event away.
Source: argo-events pkg/sensors/dependencies/transform.go (applyJQTransform).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{keys: .body | keys_unsorted}"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{keys: .body | keys}"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      const query = queryOf(dependency);
      if (query === undefined || judgeQuery(engine, query) !== 'unknown-name') return;
      const names = unknownNames(engine, query.text);
      const told =
        names.length === 0
          ? 'a function or a variable in the query'
          : names.map((name) => `"${name}"`).join(' and ');
      report({
        resource,
        path: query.path,
        message: `gojq does not know ${told}, so no event passes`,
        help: names.includes('keys_unsorted')
          ? 'write "keys": gojq keeps no other order'
          : 'the sensor\'s log says "output must be a JSON object"',
      });
    },
  },
};
