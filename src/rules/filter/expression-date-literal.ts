import { timeLiterals } from '../../simulate/dependency/expression-filter.ts';
import { readExpression } from '../filter-expression.ts';
import { expressionFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const expressionDateLiteral: Rule = {
  id: 'filter/expression-date-literal',
  severity: 'warning',
  summary: 'a text in an expression that is read as a time',
  docs: {
    why: `A text in quotes that looks like a date or a time becomes a number, the seconds since 1970. It is never equal to a text, and to compare it with one is an error.
Source: github.com/Knetic/govaluate (parsing.go), argo-events pkg/sensors/dependencies/filter.go (filterExpr).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'day == "2026-01-02"', fields: [{name: day, path: body.day}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'day =~ "^2026-01-02$"', fields: [{name: day, path: body.day}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of expressionFilters(dependency)) {
        if (!/\d[-:]\d/.test(spec.expr) || !readExpression(engine, spec).ok) continue;
        for (const [literal, seconds] of timeLiterals(engine, spec.expr)) {
          report({
            resource,
            path: [...path, 'expr'],
            message: `"${literal}" is read as a time, the number ${seconds}, which no text is equal to`,
            help: `compare with a pattern: =~ "^${literal}$"`,
          });
        }
      }
    },
  },
};
