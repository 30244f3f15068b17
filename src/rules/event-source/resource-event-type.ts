import { listAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';

export const resourceEventType: Rule = {
  id: 'event-source/resource-event-type',
  severity: 'error',
  summary: 'a change to objects that does not exist',
  docs: {
    why: `There are ADD, UPDATE and DELETE. Another text is found when the pod starts: the event source tries ten times and gives up.
Source: argo-events pkg/eventsources/sources/resource/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [CREATE]}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  resource:
    done: {group: argoproj.io, version: v1alpha1, resource: workflows, eventTypes: [ADD]}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'resource') return;
      for (const [index, written] of listAt(spec, 'eventTypes').entries()) {
        if (typeof written !== 'string' || TYPES.includes(written)) continue;
        const at = [...path, 'eventTypes', index];
        const plain = written.trim().toUpperCase().replace(/E?D$/, '');
        const same = TYPES.find((one) => one === MEANT.get(plain) || one === plain || one === `${plain}E`);
        const meant = same ?? nearest(written, TYPES);
        report({
          resource,
          path: at,
          message: `"${written}" is no change to an object: there are no events`,
          help: 'it is one of "ADD", "UPDATE" and "DELETE"',
          ...(meant !== undefined && {
            fix: {
              message: `write "${meant}"`,
              safe: same !== undefined,
              edits: [{ kind: 'set', path: at, value: meant }],
            },
          }),
        });
      }
    },
  },
};

const TYPES: readonly string[] = ['ADD', 'UPDATE', 'DELETE'];

/** What Kubernetes calls them. */
const MEANT: ReadonlyMap<string, string> = new Map([
  ['CREAT', 'ADD'],
  ['CREATE', 'ADD'],
  ['AD', 'ADD'],
  ['MODIFI', 'UPDATE'],
  ['MODIFY', 'UPDATE'],
]);
