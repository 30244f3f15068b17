import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const filePathNested: Rule = {
  id: 'event-source/file-path-nested',
  severity: 'error',
  summary: 'a path with folders in it',
  docs: {
    why: `Only the files of the directory itself are watched, and only the last part of a file's name is compared: a path with a slash in it never agrees.
Source: argo-events pkg/eventsources/sources/file/start.go (listenEvents, listenEventsPolling), pkg/eventsources/sources/sftp/start.go (listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: today/in.csv}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/today/, path: in.csv}}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'file' && type !== 'sftp') return;
      const config = objectAt(spec, 'watchPathConfig');
      const name = textAt(config, 'path');
      const directory = textAt(config, 'directory');
      if (!name.includes('/') || name.startsWith('/') || !directory.startsWith('/')) return;
      const cut = name.lastIndexOf('/') + 1;
      const folder = `${directory.replace(/\/*$/, '/')}${name.slice(0, cut)}`;
      const at = [...path, 'watchPathConfig'];
      report({
        resource,
        path: [...at, 'path'],
        message: `folders below "${directory}" are not watched, so "${name}" never matches`,
        help: `write "directory: ${folder}" and "path: ${name.slice(cut)}"`,
        fix: {
          message: `watch "${folder}"`,
          safe: false,
          edits: [
            { kind: 'set', path: [...at, 'directory'], value: folder },
            { kind: 'set', path: [...at, 'path'], value: name.slice(cut) },
          ],
        },
      });
    },
  },
};
