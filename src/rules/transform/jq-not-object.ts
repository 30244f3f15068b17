import type { Engine } from '../../engine/engine.ts';
import { isWrapped, judgeQuery, lastStep, queryOf } from '../jq.ts';
import type { Rule } from '../rule.ts';

export const jqNotObject: Rule = {
  id: 'transform/jq-not-object',
  severity: 'error',
  summary: 'a jq query whose result is no object',
  docs: {
    why: `The first output of the query is the data of the event, and has to be an object. A list, a text or no output throws the event away.
Source: argo-events pkg/sensors/dependencies/transform.go (applyJQTransform).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "[.body.ref, .body.after]"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{ref: .body.ref, after: .body.after}"}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      const query = queryOf(dependency);
      const last = query && lastStep(query.text);
      if (query === undefined || last === undefined || judgeQuery(engine, query) !== 'fine') return;
      if (!isList(last) && !isScalar(engine, last)) return;
      report({
        resource,
        path: query.path,
        message: `"${last}" gives no object, so no event passes`,
        help: 'make an object of it, such as "{ref: .body.ref}"',
      });
    },
  },
};

function isList(step: string): boolean {
  return isWrapped(step, '[', ']');
}

/** A step that does not go into its input has no object for any input. */
function isScalar(engine: Engine, step: string): boolean {
  if (!/^(?:"[^"\\]*"|-?\d[\d.]*|@\w+|[a-z]\w*(?:\("[^"\\]*"\))?)$/.test(step)) return false;
  const outputs = engine.ask(
    ['{"a":1}', '[["a",1]]', '[{"key":"a","value":1}]', '[{"a":1}]', '"{}"', '"a"', '1', 'true', 'null'].map(
      (input) => ({ op: 'jq' as const, query: `${input} | ${step}`, json: '{}' }),
    ),
  );
  return outputs.every((output) => !output.ok && output.kind === 'error');
}
