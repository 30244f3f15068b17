import type { Path } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';
import { sourceType } from '../../simulate/sources/source-type.ts';
import type { Finding, Rule } from '../rule.ts';
import { compileError } from '../source-filter.ts';

export const filterSyntax: Rule = {
  id: 'event-source/filter-syntax',
  severity: 'error',
  summary: 'a filter that cannot be compiled',
  docs: {
    why: `The language is that of github.com/antonmedv/expr, version 1.15. An expression that cannot be compiled fails for each event. The error is written to the log and the event is dropped; a caller still gets 200, "success".
Source: argo-events pkg/eventsources/eventing.go (run, filterEvent).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'body.action = "opened"'}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'body.action == "opened"'}}
`,
  },
  check: {
    event(event, source, { engine, report }) {
      const { filterExpression: expression, path } = event;
      const error = expression === undefined ? undefined : compileError(engine, expression);
      if (expression === undefined || error === undefined) return;
      const name = builtinName(event, error);
      report({
        resource: source.resource,
        path: [...path, 'filter', 'expression'],
        message: `the filter cannot be compiled, so each event is dropped: ${error}`,
        ...(name !== undefined
          ? {
              help: `"${name}" is a function here: put the condition on this key into a filter of the Sensor`,
            }
          : remedy(engine, expression, [...path, 'filter', 'expression'])),
      });
    },
  },
};

/** Keys such as "type" and "values" are the names of functions. Source: antonmedv/expr v1.15.5 checker.go (IdentifierNode). */
function builtinName({ type }: EventDefinition, error: string): string | undefined {
  if (!/\bfunc\(/.test(error)) return undefined;
  const keys = sourceType(type)?.fields ?? [];
  return keys.find((key) => ['type', 'values'].includes(key) && new RegExp(`\\b${key}\\b`).test(error));
}

/** What other languages write, where it makes an expression of it. */
function remedy(engine: Engine, expression: string, path: Path): Pick<Finding, 'help' | 'fix'> {
  const meant = expression
    .replace(/(?<![=!<>])={1,3}(?!=)/g, '==')
    .replace(/!==/g, '!=')
    .replace(/(?<!&)&(?!&)/g, '&&')
    .replace(/(?<!\|)\|(?!\|)/g, '||')
    .replace(/\bAND\b/g, '&&')
    .replace(/\bOR\b/g, '||')
    .replace(/\bNOT\b/g, '!');
  if (meant === expression || compileError(engine, meant) !== undefined) return {};
  return {
    help: `write \`${meant}\``,
    fix: {
      message: `write ${JSON.stringify(meant)}`,
      safe: false,
      edits: [{ kind: 'set', path, value: meant }],
    },
  };
}
