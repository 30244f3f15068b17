import { isObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const resourceFieldFilter: Rule = {
  id: 'event-source/resource-field-filter',
  severity: 'error',
  summary: 'a filter on fields that lets nothing through',
  docs: {
    why: `A field is compared by "=", "==" or "!=" with a regular expression. Another operation, also an empty one, and an expression that cannot be read, refuse every object; only the log says so.
Source: argo-events pkg/eventsources/sources/resource/start.go (filterFields).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD], filter: {fields: [{key: status.phase, value: Succeeded}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD], filter: {fields: [{key: status.phase, operation: "==", value: Succeeded}]}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      const fields = type === 'resource' ? listAt(objectAt(spec, 'filter'), 'fields') : [];
      for (const [index, field] of fields.entries()) {
        if (!isObject(field)) continue;
        const at = [...path, 'filter', 'fields', index];
        const operation = textAt(field, 'operation');
        if (!['=', '==', '!='].includes(operation)) {
          const where = [...at, 'operation'];
          report({
            resource,
            path: operation === '' ? at : where,
            message:
              operation === ''
                ? 'without an operation no object passes the filter'
                : `no object passes the filter: "${operation}" is no operation on fields`,
            help: 'it is "==" or "!="',
            ...(operation === '' && {
              fix: {
                message: 'add the operation "=="',
                safe: true,
                edits: [{ kind: 'set' as const, path: where, value: '==' }],
              },
            }),
          });
        }
        const pattern = textAt(field, 'value');
        if (/^[\w -]*$/.test(pattern)) continue;
        const [answer] = engine.ask([{ op: 'regexp', pattern, texts: [] }]);
        if (answer.ok || answer.kind !== 'error') continue;
        report({
          resource,
          path: [...at, 'value'],
          message: `no object passes the filter: ${answer.error}`,
          help: 'the value is a regular expression of Go (RE2)',
        });
      }
    },
  },
};
