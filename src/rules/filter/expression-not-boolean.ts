import { readExpression } from '../filter-expression.ts';
import { expressionFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const expressionNotBoolean: Rule = {
  id: 'filter/expression-not-boolean',
  severity: 'error',
  summary: 'an expression that is neither true nor false',
  docs: {
    why: `An event passes when the expression is true. A text or a number never is, and nothing is said about it.
Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action + "ed"', fields: [{name: action, path: body.action}]}]}}]
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
        if (!read.ok || read.oddNames.length > 0) continue;
        // With a sign that compares the outcome is a truth value, or an error.
        if (/[=<>~!]|&&|\|\||\bin\b/i.test(spec.expr) && !spec.expr.includes('?')) continue;
        const results = engine.ask(
          ['"a"', '1', 'true'].map((value) => ({
            op: 'govaluate' as const,
            expression: spec.expr,
            parameters: `{${[...new Set(read.variables)].map((name) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
            version: 'events' as const,
          })),
        );
        const types = results.flatMap((result) => (result.ok ? [result.value.type] : []));
        if (types.length === 0 || types.includes('bool')) continue;
        report({
          resource,
          path: [...path, 'expr'],
          message: `the expression gives a ${types[0]}, and only true passes`,
          help: 'compare it with something',
        });
      }
    },
  },
};
