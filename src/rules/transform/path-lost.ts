import type { Trigger } from '../../model/kinds/sensor.ts';
import { nearest } from '../../nearest.ts';
import { withDeadLetters } from '../dead-letters.ts';
import { plainKeys } from '../event-data.ts';
import { filterPaths } from '../filters.ts';
import { fixedKeys, judgeQuery, queryOf } from '../jq.ts';
import type { Rule } from '../rule.ts';
import { parametersOf } from '../trigger-parts.ts';

export const pathLost: Rule = {
  id: 'transform/path-lost',
  severity: 'error',
  summary: 'a path that the transformation leaves out of the event',
  docs: {
    why: `Filters and parameters see the data as the transformation leaves it. After "{ref: .body.ref}" there is no "body": filters on it fail, and parameters get nothing. Judged when the query ends with an object whose keys are written in it.
Source: argo-events pkg/sensors/listener.go (listenEvents), pkg/sensors/dependencies/transform.go (applyJQTransform).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{ref: .body.ref}"}}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: body.ref}, dest: ref}]}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, transform: {jq: "{ref: .body.ref}"}}]
  triggers: [{template: {name: post, http: {url: https://chat.example.com, payload: [{src: {dependencyName: push, dataKey: ref}, dest: ref}]}}}]
`,
  },
  check: {
    sensor({ resource, dependencies, triggers }, { engine, report }) {
      for (const dependency of dependencies) {
        const query = queryOf(dependency);
        if (query === undefined || judgeQuery(engine, query) !== 'fine') continue;
        const keys = fixedKeys(engine, query.text);
        if (keys === undefined) continue;
        const related = [{ message: 'the transformation', resource, path: query.path }];
        const read = [
          ...filterPaths(dependency).map(({ spec, path }) => ({ key: spec, path, softened: false })),
          ...triggers.flatMap(withDeadLetters).flatMap((trigger) => keysRead(trigger, dependency.name)),
        ];
        for (const { key, path, softened } of read) {
          const [root] = plainKeys(key);
          if (root === undefined || keys.includes(root)) continue;
          const near = nearest(root, keys) ?? keys.find((one) => key.endsWith(`.${one}`));
          report({
            resource,
            path,
            ...(softened && { severity: 'warning' }),
            message: `after the transformation there is no "${root}", only ${keys.map((one) => `"${one}"`).join(', ')}`,
            ...(near !== undefined && { help: `did you mean "${near}"?` }),
            related,
          });
        }
      }
    },
  },
};

/** The keys of the data that a trigger's parameters read from a dependency. */
function keysRead(trigger: Trigger, dependencyName: string) {
  return parametersOf(trigger).flatMap(({ spec: { src }, path }) => {
    if (src === undefined || src.dependencyName !== dependencyName || src.dataKey === '') return [];
    const softened = src.dataTemplate !== '' || src.value !== undefined;
    return [{ key: src.dataKey, path: [...path, 'src', 'dataKey'], softened }];
  });
}
