import { posix } from 'node:path';
import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const fileDirectorySlash: Rule = {
  id: 'event-source/file-directory-slash',
  severity: 'error',
  summary: 'a directory without a slash at its end',
  docs: {
    why: `The directory is cut off the front of the full name of a file, and what is left is compared with "path" or "pathRegexp". Without the slash at its end what is left begins with one, which "path" may not, so they never agree. Nothing says so.
Source: argo-events pkg/eventsources/sources/file/start.go (listenEvents, listenEventsPolling), pkg/eventsources/sources/hdfs/start.go (StartListening), fsnotify backend_inotify.go.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  file:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data, path: in.csv}}
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
      // Over SFTP and with polling only the last part of the name is compared.
      if (type !== 'hdfs' && (type !== 'file' || spec['polling'] === true)) return;
      const below = type === 'file' ? ['watchPathConfig'] : [];
      const config = type === 'file' ? objectAt(spec, 'watchPathConfig') : spec;
      const directory = textAt(config, 'directory');
      if (!directory.startsWith('/')) return;
      const clean = posix.normalize(directory.endsWith('/') ? directory : `${directory}/`);
      if (clean === directory) return;
      const pattern = textAt(config, 'pathRegexp');
      if (textAt(config, 'path') === '' && !BEGINS_WITH_NAME.test(pattern)) return;
      const at = [...path, ...below, 'directory'];
      report({
        resource,
        path: at,
        message: `no file below "${directory}" ever matches, because what is compared is ${directory.endsWith('/') ? 'the full name' : '"/" and the name'}`,
        help: `write "${clean}"`,
        fix: { message: `write "${clean}"`, safe: true, edits: [{ kind: 'set', path: at, value: clean }] },
      });
    },
  },
};

/** An expression that wants a letter or digit at the very beginning. */
const BEGINS_WITH_NAME = /^\^(?:[A-Za-z0-9_-]|\\w|\[(?:A-Z|a-z|0-9|\\w)+\])(?![*?{|])[^|]*$/;
