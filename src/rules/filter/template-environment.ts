import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const templateEnvironment: Rule = {
  id: 'filter/template-environment',
  severity: 'warning',
  summary: 'a template of a filter that reads the environment of the sensor',
  docs: {
    why: `Templates have the functions "env" and "expandenv", which read variables of the sensor's pod: what passes depends on where it runs.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.token, type: string, template: '{{ printf "%s-%s" .Input (env "HOSTNAME") }}', value: ["^ci-"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.token, type: string, template: '{{ printf "%s-%s" .Input "a" }}', value: ["^ci-"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        for (const [, action = ''] of spec.template.matchAll(/\{\{([^}]*)\}\}/g)) {
          const bare = action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
          const name = /(?:^|[\s(|])(env|expandenv)\b/.exec(bare)?.[1];
          if (name === undefined) continue;
          report({
            resource,
            path: [...path, 'template'],
            message: `"${name}" reads the environment of the sensor's pod, so the filter depends on where it runs`,
          });
          break;
        }
      }
    },
  },
};
