import { readExpression } from '../filter-expression.ts';
import { expressionFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const expressionUnusedField: Rule = {
  id: 'filter/expression-unused-field',
  severity: 'warning',
  summary: 'a field that its expression does not use',
  docs: {
    why: `A field that is not in the expression still has to be in the event: without it the filter fails.
Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action == "opened"', fields: [{name: action, path: body.action}, {name: draft, path: body.draft}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action == "opened"', fields: [{name: action, path: body.action}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of expressionFilters(dependency)) {
        const read = readExpression(engine, spec);
        if (!read.ok || spec.fields.length < 2) continue;
        for (const [index, { name, path: field }] of spec.fields.entries()) {
          if (name === '' || read.variables.includes(name) || read.oddNames.includes(name)) continue;
          const at = [...path, 'fields', index];
          report({
            resource,
            path: at,
            message: `the expression does not use "${name}", and yet events without "${field}" fail`,
            fix: {
              message: `remove the field "${name}"`,
              safe: false,
              edits: [{ kind: 'remove', path: at }],
            },
          });
        }
      }
    },
  },
};
