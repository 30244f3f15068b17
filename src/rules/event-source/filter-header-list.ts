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
      if (filterExpression === undefined || sourceType(type)?.http !== true) return;
      if (compileError(engine, filterExpression) !== undefined) return;
      const meant = filterExpression.replace(COMPARED, '$1[0]$2');
      if (meant === filterExpression || compileError(engine, meant) !== undefined) return;
      const at = [...path, 'filter', 'expression'];
      const [header = ''] = filterExpression.match(COMPARED) ?? [];
      report({
        resource,
        path: at,
        message: `${header.trim().replace(/\s*\S+$/, '')} is a list of texts, so the comparison with a text never holds`,
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
const COMPARED =
  /(\bheaders?(?:\[\s*(?:"[^"]*"|'[^']*')\s*\]|\.[A-Za-z_]\w*))(\s*(?:==\s*["']|contains\b|matches\b|startsWith\b|endsWith\b))/g;
