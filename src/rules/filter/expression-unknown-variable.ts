import { nearest } from '../../nearest.ts';
import { readExpression } from '../filter-expression.ts';
import { expressionFilters } from '../filters.ts';
import type { Rule } from '../rule.ts';

export const expressionUnknownVariable: Rule = {
  id: 'filter/expression-unknown-variable',
  severity: 'error',
  summary: 'an expression with a variable that is no field',
  docs: {
    why: `An expression sees the "fields" of its filter, and nothing else of the event. A variable that is none makes each event fail that gets to it: "No parameter found".
Source: argo-events pkg/sensors/dependencies/filter.go (filterExpr).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action == "opened" && draft == false', fields: [{name: action, path: body.action}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: notify}
spec:
  dependencies: [{name: push, eventSourceName: github, eventName: app, filters: {exprs: [{expr: 'action == "opened" && draft == false', fields: [{name: action, path: body.action}, {name: draft, path: body.draft}]}]}}]
  triggers: [{template: {name: log, log: {}}}]
`,
  },
  check: {
    dependency(dependency, { resource }, { engine, report }) {
      for (const { spec, path } of expressionFilters(dependency)) {
        const read = readExpression(engine, spec);
        if (!read.ok || read.oddNames.length > 0) continue;
        const names = spec.fields.map(({ name }) => name);
        for (const variable of read.variables) {
          if (names.includes(variable)) continue;
          const near = nearest(variable, names);
          report({
            resource,
            path: [...path, 'expr'],
            message: `"${variable}" is no field of the filter, so the expression fails`,
            help: near === undefined ? `add a field with the name "${variable}"` : `did you mean "${near}"?`,
          });
        }
      }
    },
  },
};
