import { isObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const resourceFieldNumber: Rule = {
  id: 'event-source/resource-field-number',
  severity: 'warning',
  summary: 'a filter on a field that is no text',
  docs: {
    why: `Only texts are compared: a number, true or false counts as an empty text, which no such value matches.
Source: argo-events pkg/eventsources/sources/resource/start.go (filterFields).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD], filter: {fields: [{key: spec.suspend, operation: "==", value: "true"}]}}
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
    event({ type, spec, path }, { resource }, { report }) {
      const fields = type === 'resource' ? listAt(objectAt(spec, 'filter'), 'fields') : [];
      for (const [index, field] of fields.entries()) {
        if (!isObject(field) || !['=', '=='].includes(textAt(field, 'operation'))) continue;
        const key = textAt(field, 'key');
        const value = textAt(field, 'value');
        // Labels and annotations are texts whatever they look like, and so is a name.
        if (!/^\^?(?:\d+|true|false)\$?$/.test(value) || !/^(?:spec|status)\./.test(key)) continue;
        report({
          resource,
          path: [...path, 'filter', 'fields', index, 'value'],
          message: `if "${key}" is a ${/\d/.test(value) ? 'number' : 'boolean'}, no object passes the filter: only texts are compared`,
          help: 'put the condition into a filter of the Sensor, on "body"',
        });
      }
    },
  },
};
