import { textAt } from '../../json.ts';
import { nearest } from '../../nearest.ts';
import type { Rule } from '../rule.ts';

export const fileEventType: Rule = {
  id: 'event-source/file-event-type',
  severity: 'error',
  summary: 'a change to files that is never told',
  docs: {
    why: `The type is compared with the text of one change as the file system tells it: CREATE, WRITE, REMOVE, RENAME or CHMOD, in capital letters, and only one; with "polling" also MOVE. Over SFTP there are CREATE and REMOVE only: a changed file counts as created.
Source: argo-events pkg/eventsources/sources/file/start.go (listenEvents, listenEventsPolling), pkg/eventsources/sources/sftp/start.go (listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: create, watchPathConfig: {directory: /data/, path: in.csv}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      const eventType = textAt(spec, 'eventType');
      if ((type !== 'file' && type !== 'sftp') || eventType === '') return;
      const told =
        type === 'sftp'
          ? ['CREATE', 'REMOVE']
          : ['CREATE', 'WRITE', 'REMOVE', 'RENAME', 'CHMOD', ...(spec['polling'] === true ? ['MOVE'] : [])];
      if (told.includes(eventType)) return;
      const at = [...path, 'eventType'];
      const same = told.find((one) => one === eventType.trim().toUpperCase());
      const meant = same ?? nearest(eventType, told);
      report({
        resource,
        path: at,
        message: `no change is ever told as "${eventType}"`,
        help: `it is one of ${told.map((one) => `"${one}"`).join(', ')}`,
        ...(meant !== undefined && {
          fix: {
            message: `write "${meant}"`,
            safe: same !== undefined,
            edits: [{ kind: 'set', path: at, value: meant }],
          },
        }),
      });
    },
  },
};
