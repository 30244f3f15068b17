import { eventOf, pathProblem } from '../event-data.ts';
import { filterPaths } from '../filters.ts';
import { insteadOf } from '../meant.ts';
import type { Rule } from '../rule.ts';
import { suspiciousPath } from '../suspicious-path.ts';

export const pathSuspicious: Rule = {
  id: 'filter/path-suspicious',
  severity: 'warning',
  summary: 'a path that does not say what it seems to say',
  docs: {
    why: `Paths are those of gjson: keys and indexes with dots between them, a backslash before a dot that belongs to a key. "$.body" and "body.commits[0]" are keys of these names, "labels.app.kubernetes.io/name" is four keys, and lists are not counted from their end.
Source: github.com/tidwall/gjson SYNTAX.md, argo-events pkg/sensors/dependencies/filter.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: $.body.action, type: string, value: ["^opened$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.action, type: string, value: ["^opened$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, sensor, { model, report }) {
      const event = dependency.transform === undefined ? eventOf(model, sensor, dependency) : undefined;
      for (const { spec, path } of filterPaths(dependency)) {
        const found = suspiciousPath(spec);
        if (found === undefined || (event !== undefined && pathProblem(event, spec) !== undefined)) continue;
        const { message, meant } = found;
        report({
          resource: sensor.resource,
          path,
          message,
          ...insteadOf(path, meant),
        });
      }
    },
  },
};
