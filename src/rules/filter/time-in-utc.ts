import { filtersOf } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const timeInUtc: Rule = {
  id: 'filter/time-in-utc',
  severity: 'info',
  summary: 'a time filter without a time zone',
  docs: {
    why: `Without "timezone" the times of a time filter are those of UTC, whatever the zone of the cluster is.
Source: argo-events pkg/sensors/dependencies/filter.go (filterTime).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00:00", stop: "18:00:00"}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {time: {start: "08:00:00", stop: "18:00:00", timezone: Europe/Berlin}}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      const time = filtersOf(dependency)?.time;
      if (time === undefined || time.timezone !== '' || time.start === '' || time.stop === '') return;
      report({
        resource,
        path: [...dependency.path, 'filters', 'time'],
        what: 'key',
        message: `the times ${time.start} and ${time.stop} are in UTC`,
        help: 'write "timezone: UTC" if that is meant, or another one',
      });
    },
  },
};
