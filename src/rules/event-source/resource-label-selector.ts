import { isObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const resourceLabelSelector: Rule = {
  id: 'event-source/resource-label-selector',
  severity: 'error',
  summary: 'a filter on labels that Kubernetes does not know',
  docs: {
    why: `The operations are those of a label selector, in small letters: =, ==, !=, in, notin, exists, !, gt and lt. What cannot be made into one stops the event source when the pod starts: it tries ten times and gives up.
Source: argo-events pkg/eventsources/sources/resource/start.go (LabelReq), k8s.io/apimachinery pkg/labels/selector.go (NewRequirement).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD], filter: {labels: [{key: app, operation: In, value: "a,b"}]}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD], filter: {labels: [{key: app, operation: in, value: "a,b"}]}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const labels = type === 'resource' ? listAt(objectAt(spec, 'filter'), 'labels') : [];
      for (const [index, label] of labels.entries()) {
        if (!isObject(label)) continue;
        const at = [...path, 'filter', 'labels', index];
        const operation = textAt(label, 'operation') || '=';
        const value = textAt(label, 'value');
        if (!OPERATIONS.includes(operation)) {
          const where = [...at, 'operation'];
          const plain = operation.toLowerCase().replace(/[\s_-]/g, '');
          const meant = OPERATIONS.find((one) => one === (MEANT.get(plain) ?? plain));
          report({
            resource,
            path: where,
            message: `"${operation}" is no operation on labels: there are no events`,
            help: `it is one of ${OPERATIONS.map((one) => `"${one}"`).join(', ')}`,
            ...(meant !== undefined && {
              fix: {
                message: `write "${meant}"`,
                safe: true,
                edits: [{ kind: 'set', path: where, value: meant }],
              },
            }),
          });
          continue;
        }
        const problem = valueProblem(operation, value);
        if (problem !== undefined)
          report({ resource, path: [...at, 'value'], message: `there are no events: ${problem}` });
      }
    },
  },
};

const OPERATIONS: readonly string[] = ['=', '==', '!=', 'in', 'notin', 'exists', '!', 'gt', 'lt'];

const MEANT: ReadonlyMap<string, string> = new Map([
  ['doesnotexist', '!'],
  ['notexists', '!'],
  ['equals', '='],
  ['eq', '='],
  ['notequals', '!='],
  ['ne', '!='],
  ['>', 'gt'],
  ['greaterthan', 'gt'],
  ['<', 'lt'],
  ['lessthan', 'lt'],
]);

const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;

function valueProblem(operation: string, value: string): string | undefined {
  if (operation === 'exists' || operation === '!') {
    return value === '' ? undefined : `"${operation}" has no value, and this is "${value}"`;
  }
  if (operation === 'gt' || operation === 'lt') {
    return /^[+-]?\d+$/.test(value) ? undefined : `"${operation}" compares integers, and "${value}" is none`;
  }
  const values = operation === 'in' || operation === 'notin' ? value.split(',') : [value];
  const wrong = values.find((one) => !LABEL_VALUE.test(one));
  return wrong === undefined ? undefined : `"${wrong}" cannot be the value of a label`;
}
