import { readExpression } from '../filter-expression.ts';
import { expressionFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const expressionSyntax: Rule = {
  id: 'filter/expression-syntax',
  severity: 'error',
  summary: 'an expression that cannot be read',
  docs: {
    why: `Expressions are those of govaluate: "==", "!=", "&&", "||", "=~" for patterns, "in" with a list, and no functions. Signs without a space between them are one operator, so "a==-1" cannot be read. Each event fails.
Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr), github.com/Knetic/govaluate.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action = "opened"', fields: [{name: action, path: body.action}]}]}}]
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
        if (read.ok || read.oddNames.length > 0) continue;
        const joined = /'([=!<>&|+*/-]{2})[!-]'/.exec(read.error)?.[1];
        const help = spec.expr.match(/(?<![=!<>~])=(?![=~])/)
          ? 'write "==" to compare'
          : joined !== undefined
            ? `write a space after "${joined}"`
            : /\b(?:and|or|not)\b/.test(spec.expr)
              ? 'the operators are "&&", "||" and "!"'
              : undefined;
        report({
          resource,
          path: [...path, 'expr'],
          message: `the expression cannot be read, so no event passes: ${read.error}`,
          ...(help !== undefined && { help }),
        });
      }
    },
  },
};
