import { readExpression } from '../filter-expression.ts';
import { expressionFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const expressionFieldName: Rule = {
  id: 'filter/expression-field-name',
  severity: 'error',
  summary: 'a field of an expression with a name that the expression cannot use',
  docs: {
    why: `A name in an expression begins with a letter and has letters, digits and "_": "my-name" is a subtraction, "a.b" a member, "_a" cannot be read. In brackets, as [my-name], any name can be used.
Source: github.com/Knetic/govaluate (parsing.go).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'my-action == "opened"', fields: [{name: my-action, path: body.action}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'my_action == "opened"', fields: [{name: my_action, path: body.action}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of expressionFilters(dependency)) {
        for (const name of readExpression(engine, spec).oddNames) {
          const index = spec.fields.findIndex((field) => field.name === name);
          report({
            resource,
            path: [...path, 'fields', index, 'name'],
            message: `the expression cannot use the name "${name}" as it is`,
            help: `write "[${name}]" in the expression, or use letters, digits and "_"`,
          });
        }
      }
    },
  },
};
