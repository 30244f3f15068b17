import { eventOf, valueType } from '../event-data.ts';
import { dataFilters, isEquality } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const listAsText: Rule = {
  id: 'filter/list-as-text',
  severity: 'error',
  summary: 'a filter that compares a list',
  docs: {
    why: `The headers of a request are lists, also when there is one value. A list is compared as its JSON text, such as ["push"], so a pattern with "^" or "$" and a number never fit. Judged when the EventSource is among the files and the dependency has no "transform".
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: headers.X-Github-Event, type: string, value: ["^push$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: github}
spec:
  github:
    app: {repositories: [{owner: example, names: [app]}], events: [push], webhook: {endpoint: /push, port: "12000"}}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: headers.X-Github-Event.0, type: string, value: ["^push$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, sensor, { model, report }) {
      const event = dependency.transform === undefined ? eventOf(model, sensor, dependency) : undefined;
      if (event === undefined) return;
      for (const { spec, path } of dataFilters(dependency)) {
        if (valueType(event, spec.path) !== 'list' || spec.template !== '' || !isEquality(spec)) continue;
        const never = spec.type !== 'string' || spec.value.every(cannotFit);
        const at = [...path, 'path'];
        const first = `${spec.path}.0`;
        report({
          resource: sensor.resource,
          path: at,
          severity: never ? 'error' : 'info',
          message: `"${spec.path}" is a list, which is compared as text such as ["…"]${never ? ', so no event passes' : ''}`,
          help: `write "${first}" for its first value`,
          fix: { message: `write "${first}"`, safe: false, edits: [{ kind: 'set', path: at, value: first }] },
        });
      }
    },
  },
};

/** A pattern for the beginning or the end of the text, where there is a bracket. */
function cannotFit(pattern: string): boolean {
  return /^\^\w/.test(pattern) || /\w\$$/.test(pattern);
}
