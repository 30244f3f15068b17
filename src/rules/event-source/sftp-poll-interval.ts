import { textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const sftpPollInterval: Rule = {
  id: 'event-source/sftp-poll-interval',
  severity: 'warning',
  summary: 'a pollIntervalDuration that does not do what it says',
  docs: {
    why: `The question whether the duration can be read is asked the wrong way round: one that can be read is not used, and ten seconds it is; without one, or with one that cannot be read, the server is asked without a pause.
Source: argo-events pkg/eventsources/sources/sftp/start.go (listenEvents).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sftp:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}, username: {name: sftp, key: user}, password: {name: sftp, key: password}, address: {name: sftp, key: address}, pollIntervalDuration: 1m}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sftp:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}, username: {name: sftp, key: user}, password: {name: sftp, key: password}, address: {name: sftp, key: address}, pollIntervalDuration: 10s}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { engine, report }) {
      if (type !== 'sftp') return;
      const text = textAt(spec, 'pollIntervalDuration');
      if (text === '10s') return;
      const [answer] = engine.ask([{ op: 'duration', text }]);
      const at = [...path, 'pollIntervalDuration'];
      if (answer.ok) {
        if (answer.value === '10000000000') return;
        report({
          resource,
          path: at,
          message: `"${text}" is not used: the server is asked every ten seconds`,
          help: 'write "10s", which is what happens',
        });
      } else if (answer.kind === 'error') {
        report({
          resource,
          path: text === '' ? path : at,
          what: text === '' ? 'key' : 'value',
          message: `without a duration in "pollIntervalDuration" the server is asked without a pause`,
          help: 'write "10s"',
          fix: { message: 'write "10s"', safe: true, edits: [{ kind: 'set', path: at, value: '10s' }] },
        });
      }
    },
  },
};
