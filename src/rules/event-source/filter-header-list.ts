import { sourceType } from '../../simulate/sources/source-type.ts';
import type { Rule } from '../rule.ts';
import { compileError } from '../source-filter.ts';

export const filterHeaderList: Rule = {
  id: 'event-source/filter-header-list',
  severity: 'error',
  summary: 'a filter that compares a header with a text',
  docs: {
    why: `The value of a header is a list of texts. A comparison of a list with a text is always false, and "contains" or "matches" on a list is an error: in both cases the event is dropped.
Source: argo-events pkg/eventsources/eventing.go (filterEvent), pkg/eventsources/events/event-data.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'header["X-Event"] == "push"'}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST, filter: {expression: 'header["X-Event"][0] == "push"'}}
`,
  },
  check: {
    event({ type, filterExpression, path }, { resource }, { engine, report }) {
      const fields = sourceType(type)?.http ? (sourceType(type)?.fields ?? []) : [];
      const root = fields.find((field) => field === 'header' || field === 'headers');
      if (filterExpression === undefined || root === undefined) return;
      if (compileError(engine, filterExpression) !== undefined) return;
      const compared = COMPARED[root];
      const [, header] = compared.exec(filterExpression) ?? [];
      const meant = filterExpression.replace(compared, '$1[0]$2');
      if (header === undefined || compileError(engine, meant) !== undefined) return;
      const at = [...path, 'filter', 'expression'];
      report({
        resource,
        path: at,
        message: `${header} is a list of texts, so the comparison with a text never holds`,
        help: `write \`${meant}\``,
        fix: {
          message: `write ${JSON.stringify(meant)}`,
          safe: true,
          edits: [{ kind: 'set', path: at, value: meant }],
        },
      });
    },
  },
};

/** A header, and what only texts can be asked. */
function comparedHeader(root: string): RegExp {
  const key = String.raw`(?:\[\s*(?:"[^"]*"|'[^']*')\s*\]|\.[A-Za-z_]\w*)`;
  const question = String.raw`\s*(?:==\s*["']|(?:contains|matches|startsWith|endsWith)\b)`;
  return new RegExp(`\\b(${root}${key})(${question})`);
}

const COMPARED = { header: comparedHeader('header'), headers: comparedHeader('headers') };
