import { dataFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const templateRoot: Rule = {
  id: 'filter/template-root',
  severity: 'error',
  summary: 'a template of a filter that looks for something else than the text in .Input',
  docs: {
    why: `The template sees the value at "path" as ".Input", always as a text, and nothing beside it: ".body" is nothing, and ".Input.ref" an error, because a text has no fields.
Source: argo-events pkg/sensors/dependencies/filter.go (filterData).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body, type: string, template: '{{ .Input.ref }}', value: ["^main$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {data: [{path: body.ref, type: string, template: '{{ .Input }}', value: ["^main$"]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of dataFilters(dependency)) {
        const { template } = spec;
        if (!template.includes('{{') || /\{\{-?\s*(?:range|with|block|define|template|if)\b/.test(template))
          continue;
        const [answer] = engine.ask([
          { op: 'template', name: 'param', text: template, input: { text: 'a' } },
        ]);
        const field = answer.ok ? undefined : /<([^>]*)>: can't evaluate field/.exec(answer.error)?.[1];
        const nothing = answer.ok && answer.value === '<no value>' && !template.includes('.Input');
        if (field === undefined && !nothing) continue;
        report({
          resource,
          path: [...path, 'template'],
          message: nothing
            ? `the template "${template}" gives nothing: it sees the value at "${spec.path}" as ".Input"`
            : `"${field}" fails for each event: ".Input" is the value at "${spec.path}" as a text, without fields`,
          help: nothing ? 'write ".Input"' : 'write what you need of it into "path"',
        });
      }
    },
  },
};
