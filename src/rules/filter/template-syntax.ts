import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const templateSyntax: Rule = {
  id: 'filter/template-syntax',
  severity: 'error',
  summary: 'a template of a filter that Go cannot read',
  docs: {
    why: `A template that does not parse, or uses a function that does not exist, makes each event fail.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.token, type: string, template: '{{ .Input | base64decode }}', value: ["^ci$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.token, type: string, template: '{{ .Input | b64dec }}', value: ["^ci$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        if (!spec.template.includes('{{')) continue;
        const [answer] = engine.ask([
          { op: 'template', name: 'param', text: spec.template, input: { text: 'a' } },
        ]);
        // What is wrong with the values shows while a template is executed.
        if (answer.ok || answer.kind !== 'error' || answer.error.includes(': executing "')) continue;
        report({
          resource,
          path: [...path, 'template'],
          message: `the template cannot be read, so no event passes: ${answer.error}`,
        });
      }
    },
  },
};
